import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { simulate } from "../../src/simulate/simulate.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { trailRecords } from "../simulate/read-simulation.ts";
import { type DeliveredFile, deliver, ENVELOPES } from "./deliver.ts";
import { differences } from "./differences.ts";
import { folderOf } from "./folder.ts";
import { histories, METHOD_RULES } from "./histories.ts";
import { jsonLines, type Ran, runCli } from "./run-cli.ts";

const cwd = folderOf({ "rules.ndjson": METHOD_RULES });
let records: JsonObject[];
let expected: string;

async function scan(path = "logs", more: { cwd?: string; stdin?: string } = {}): Promise<Ran> {
  return runCli(["scan", path, "--rules", join(cwd, "rules.ndjson"), "--format", "ndjson"], { cwd, ...more });
}

beforeAll(async () => {
  const out = join(cwd, "simulated");
  const attacks = ["ssm-decrypt-first-time", "ssm-new-session-burst"];
  await simulate({ out, days: 5, accounts: 1, eventsPerDay: 50, attacks, end: "2026-06-28" });
  records = [...distinct(trailRecords(out)), ...histories()];
  deliver(join(cwd, "logs"), [{ path: "all.json", envelope: "file", gzip: false, records }]);
  const ran = await scan();
  expected = ran.stdout;
  expect(ran.code).toBe(0);
});

function distinct(all: readonly JsonObject[]): JsonObject[] {
  return [...new Map(all.map((each) => [String(each["eventID"]), each])).values()];
}

/** Which file a record goes to, whether it comes again, and where. */
interface Chances {
  readonly seed: number;
  readonly files: readonly { readonly envelope: string; readonly gzip: boolean; readonly folder: number }[];
  readonly copies: number;
}

const chances: fc.Arbitrary<Chances> = fc.record({
  seed: fc.nat(),
  files: fc.array(
    fc.record({
      envelope: fc.constantFrom(...Object.keys(ENVELOPES)),
      gzip: fc.boolean(),
      folder: fc.nat({ max: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  copies: fc.constantFrom(0, 0.3, 1),
});

/** The same events, in any order, in any files, any number of times. */
function rearranged({ seed, files, copies }: Chances): DeliveredFile[] {
  const next = generator(seed);
  const all = records.flatMap((record) => (next() < copies ? [record, again(record)] : [record]));
  const shuffled = all.map((record) => ({ record, at: next() })).sort((a, b) => a.at - b.at);
  const piles = files.map((): JsonObject[] => []);
  for (const { record } of shuffled) piles[Math.floor(next() * piles.length)]?.push(record);
  return files.map(({ envelope, gzip, folder }, n) => ({
    path: `f${folder}/${Math.floor(next() * 1e9)}-${n}`,
    envelope,
    gzip,
    records: piles[n] ?? [],
  }));
}

/** As a second trail delivers it: the same event with its fields in another order. */
function again(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).reverse());
}

function generator(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

describe("law 2: the alerts do not depend on how the events arrive", () => {
  test("the set has alerts of every method, capped and folded ones among them", () => {
    const alerts = jsonLines<JsonObject>({ code: 0, stderr: "", stdout: expected });
    const kinds = new Set(alerts.map((alert) => (alert["evidence"] as JsonObject)["kind"]));
    expect([...kinds].sort()).toEqual(["anomaly", "new_terms", "new_value", "over_cap", "query", "threshold"]);
    expect(alerts.some((alert) => Number(alert["suppressed"]) > 0)).toBe(true);
    expect(alerts.length).toBeGreaterThan(50);
  });

  test("shuffled, repeated, split and merged, in every envelope, gzip or not", async () => {
    await fc.assert(
      fc.asyncProperty(chances, async (how) => {
        deliver(join(cwd, "logs"), rearranged(how));
        const ran = await scan();
        expect(ran.code).toBe(0);
        expect(differences(ran.stdout, expected)).toEqual([]);
        expect(ran.stdout).toBe(expected);
      }),
      { numRuns: 5, seed: 20260101, endOnFailure: true },
    );
  });

  test("with every envelope once, twice over", async () => {
    const kinds = Object.keys(ENVELOPES);
    const files = [...kinds, ...kinds].map((envelope, n) => ({ envelope, gzip: n % 2 === 0, folder: n }));
    deliver(join(cwd, "logs"), rearranged({ seed: 9, files, copies: 1 }));
    expect(differences((await scan()).stdout, expected)).toEqual([]);
  });

  test("under another path only the paths in the commands differ", async () => {
    const other = join(folderOf(), "it's here");
    deliver(other, rearranged({ seed: 5, files: [{ envelope: "lines", gzip: false, folder: 0 }], copies: 0 }));
    const { stdout } = await scan(other);
    const quoted = JSON.stringify(`'${other.replaceAll("'", "'\\''")}'`).slice(1, -1);
    expect(stdout).toContain(quoted);
    expect(differences(stdout.replaceAll(quoted, "'logs'"), expected)).toEqual([]);
  });

  test("from standard input, too", async () => {
    const text = records.map((each) => JSON.stringify(each)).join("\n");
    const { stdout } = await scan("-", { stdin: text });
    expect(idsOf(stdout)).toEqual(idsOf(expected));
  });
});

function idsOf(stdout: string): unknown[] {
  return jsonLines<JsonObject>({ code: 0, stderr: "", stdout }).map((alert) => alert["id"]);
}
