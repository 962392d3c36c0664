import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EvaluatedRules, evaluateEach } from "../../../src/engine/evaluate-rules.ts";
import { fillLake } from "../../../src/engine/fill-lake.ts";
import { type KeptBounds, KeptMatches } from "../../../src/engine/match/kept-matches.ts";
import { newSeconds } from "../../../src/engine/summary.ts";
import type { RunPlan } from "../../../src/ir/plan.ts";
import { type Lake, openLake } from "../../../src/lake/lake.ts";
import type { Rule } from "../../../src/rule/rule.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import { HOUR } from "../../../src/util/duration.ts";
import { folderOf } from "../../cli/folder.ts";
import { elastic } from "../../cli/rules.ts";
import { ruleOf } from "../rules.ts";
import { broken, RULES } from "./rule-pack.ts";

const BATCHES = 4;
/** Rules that take long by themselves are left out: what is looked at is which events they see. */
const SOME = RULES.filter((_, at) => at % 7 === 0 || at > RULES.length - 14);

let lake: Lake;
let files: readonly string[];

beforeAll(async () => {
  const folder = folderOf({});
  await simulate({ out: join(folder, "logs"), days: 3, eventsPerDay: 700, attacks: ["all"] });
  files = readdirSync(join(folder, "logs"), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  lake = await openLake({ directory: join(folder, "lake"), memoryLimit: "1GB", threads: 2, kind: "temporary" });
}, 120_000);

afterAll(() => lake.close());

const VARIANTS: Readonly<Record<string, KeptBounds>> = {
  "everything is held": { reach: 100 * HOUR },
  "few events are held": { reach: 100 * HOUR, most: 400 },
  "a day and a half is held": { reach: 36 * HOUR },
};

const stored = () => ({ first: lake.stats.first ?? 0, last: lake.stats.last ?? 0 });

function same(found: EvaluatedRules, expected: EvaluatedRules): void {
  expect(found.failed.map(({ rule }) => rule.id)).toEqual(expected.failed.map(({ rule }) => rule.id));
  for (const [at, each] of found.evaluated.entries()) expect(each, each.rule.id).toEqual(expected.evaluated[at]);
}

describe("matches that are kept while events come in any order", () => {
  const kept = new Map<string, KeptMatches>();

  test("give what is found without them", async () => {
    for (const [name, bounds] of Object.entries(VARIANTS)) kept.set(name, await KeptMatches.of(SOME, bounds));
    for (let batch = 0; batch < BATCHES; batch++) {
      // Every batch has files of all three days.
      const some = files.filter((_, at) => (at * 7 + Math.floor(at / 5)) % BATCHES === batch);
      const before = new Set(lake.parts().map(({ name }) => name));
      await fillLake(lake, some, { seconds: newSeconds(), threads: 0 });
      const parts = lake.parts().filter(({ name }) => !before.has(name));
      const fresh = {
        rows: lake.rowsOf(parts),
        first: Math.min(...parts.map(({ first }) => first)),
        last: Math.max(...parts.map(({ last }) => last)),
      };
      for (const each of kept.values()) {
        await each.take(fresh);
        // From the second batch on they hold something.
        if (batch === 1) await each.over(SOME, { rows: lake.rows, ...stored() }, stored().last - 24 * HOUR);
      }
    }
    for (const range of [
      { from: stored().last - 24 * HOUR, to: null },
      { from: null, to: null },
    ]) {
      const expected = await evaluateEach(SOME, { rows: lake.rows, range, stored: stored() });
      for (const each of kept.values()) {
        const rows = await each.over(SOME, { rows: lake.rows, ...stored() }, range.from);
        same(await evaluateEach(SOME, { rows, range, stored: stored() }), expected);
      }
    }
  }, 300_000);

  test("ask the store for nothing that is held, and after `forget` for everything", async () => {
    const held = kept.get("everything is held") as KeptMatches;
    let asked = 0;
    const rows: RunPlan = (plan) => {
      asked += 1;
      return lake.rows(plan);
    };
    const query = SOME.filter(
      ({ id, method, suppression }) => method.kind === "query" && suppression === null && !id.startsWith("broken"),
    );
    const evaluate = async () => {
      const range = { from: stored().last - 24 * HOUR, to: null };
      const matched = await held.over(query, { rows, ...stored() }, range.from);
      const { evaluated } = await evaluateEach(query, { rows: matched, range, stored: stored() });
      return evaluated.reduce((sum, { total }) => sum + total, 0);
    };
    const total = await evaluate();
    expect(total).toBeGreaterThan(0);
    expect(asked).toBe(0);
    held.forget();
    asked = 0;
    expect(await evaluate()).toBe(total);
    expect(asked).toBeGreaterThan(0);
  }, 60_000);
});

test("a batch with too many matches takes nothing for absent, not even what the database refuses", async () => {
  const odd = broken("odd");
  const plain = ruleOf(elastic("plain", { query: "event.action: GetParameter" }));
  const kept = await KeptMatches.of([odd, plain], { reach: 100 * HOUR, mostFresh: 5 });
  const atomOf = ({ method }: Rule) => (method.kind === "query" ? kept.atoms.find(method.predicate) : undefined);
  const [oddAtom, plainAtom] = [atomOf(odd), atomOf(plain)];
  if (oddAtom === undefined || plainAtom === undefined) throw new Error("both rules have an atom");
  const few = await kept.take({ rows: lake.rows, first: stored().last, last: stored().last });
  expect(few.placeOf(oddAtom)).toBe("lake");
  const many = await kept.take({ rows: lake.rows, ...stored() });
  expect([oddAtom, plainAtom].map((atom) => many.placeOf(atom))).toEqual(["lake", "lake"]);
});
