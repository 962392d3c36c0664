import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ATTACK_NAMES, type Truth } from "../../src/simulate/attacks/attack.ts";
import { type SimulateOptions, SimulateOptionsError } from "../../src/simulate/options.ts";
import { type SimulateSummary, simulate } from "../../src/simulate/simulate.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { trailBytes, trailFiles, trailRecords } from "./read-simulation.ts";

const root = mkdtempSync(join(tmpdir(), "trailhound-simulate-"));
afterAll(() => rmSync(root, { recursive: true }));

const small: SimulateOptions = {
  out: join(root, "a"),
  days: 6,
  eventsPerDay: 600,
  accounts: 3,
  attacks: ["all"],
  end: "2026-06-30",
};
let summary: SimulateSummary;
let records: JsonObject[];
let truth: Truth[];

beforeAll(async () => {
  summary = await simulate(small);
  records = trailRecords(small.out);
  truth = readFileSync(join(small.out, "truth.ndjson"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
});

function identityOf(record: JsonObject): JsonObject {
  return record["userIdentity"] as JsonObject;
}

function byId(): Map<string, JsonObject> {
  return new Map(records.map((each) => [String(each["eventID"]), each]));
}

describe("the files", () => {
  test("are the same bytes under the same names for the same options", async () => {
    const again = join(root, "b");
    await simulate({ ...small, out: again });
    expect(trailFiles(again)).toEqual(trailFiles(small.out));
    expect(trailBytes(again).every((bytes, i) => bytes.equals(trailBytes(small.out)[i] ?? Buffer.alloc(0)))).toBe(true);
    expect(readFileSync(join(again, "truth.ndjson"))).toEqual(readFileSync(join(small.out, "truth.ndjson")));
  });

  test("do not depend on the time zone of the machine", async () => {
    const zone = process.env["TZ"];
    process.env["TZ"] = "Pacific/Kiritimati";
    const there = join(root, "kiritimati");
    try {
      await simulate({ ...small, out: there });
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
    expect(Buffer.concat(trailBytes(there)).equals(Buffer.concat(trailBytes(small.out)))).toBe(true);
  });

  test("of another seed share no account and no event", async () => {
    const other = await simulate({ ...small, out: join(root, "seed"), seed: 2 });
    expect(other.accounts.some((id) => summary.accounts.includes(id))).toBe(false);
    const ids = byId();
    expect(trailRecords(join(root, "seed")).some((each) => ids.has(String(each["eventID"])))).toBe(false);
  });

  test("are named and placed as CloudTrail does, with nothing of the clock or the machine in their headers", () => {
    const name =
      /^(\d{12})\/CloudTrail\/([a-z0-9-]+)\/(\d{4})\/(\d{2})\/(\d{2})\/\1_CloudTrail_\2_\3\4\5T\d{4}Z_[A-Za-z0-9]{16}\.json\.gz$/;
    expect(trailFiles(small.out).filter((path) => !name.test(path))).toEqual([]);
    expect(
      new Set(trailBytes(small.out).map((bytes) => bytes.subarray(4, 10).toString("hex").replace(/..ff$/, ""))),
    ).toEqual(new Set(["00000000"]));
  });

  test("hold what the summary counts", () => {
    expect(summary.files).toBe(trailFiles(small.out).length);
    expect(records.length).toBe(summary.events + summary.repeated);
    expect(byId().size).toBe(summary.events);
    expect(summary.repeated).toBeGreaterThan(0);
    expect(summary.bytes).toBe(trailBytes(small.out).reduce((sum, bytes) => sum + bytes.length, 0));
  });

  test("grow in number with filesPerDay and hold the same number of events", async () => {
    const many = await simulate({ ...small, out: join(root, "many"), filesPerDay: 288 });
    expect(many.files).toBeGreaterThan(summary.files * 5);
    expect(many.events).toBe(summary.events);
  });
});

describe("the events", () => {
  test("are about as many as asked for", () => {
    const ordinary = summary.events - summary.attackEvents;
    expect(ordinary / 6).toBeGreaterThan(600 * 0.8);
    expect(ordinary / 6).toBeLessThan(600 * 1.6);
  });

  test("have the shape of CloudTrail records", () => {
    for (const record of records) {
      expect(record).toMatchObject({
        eventVersion: expect.stringMatching(/^1\.(08|09|10|11)$/),
        eventTime: expect.stringMatching(/^2026-06-(2[5-9]|30)T\d{2}:\d{2}:\d{2}Z$/),
        eventSource: expect.stringMatching(/^[a-z0-9]+\.amazonaws\.com$/),
        eventID: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        userIdentity: { type: expect.stringMatching(/^(IAMUser|AssumedRole|AWSService|WebIdentityUser)$/) },
        recipientAccountId: expect.stringMatching(/^\d{12}$/),
        readOnly: expect.any(Boolean),
      });
      expect(record).toHaveProperty("requestParameters");
      expect(record).toHaveProperty("responseElements");
    }
  });

  test("of Parameter Store and Secrets Manager never show a value, and refused ones show no request", () => {
    const reads = records.filter((each) => /^(ssm|secretsmanager)\./.test(String(each["eventSource"])));
    expect(reads.length).toBeGreaterThan(300);
    expect(reads.filter((each) => each["responseElements"] !== null)).toEqual([]);
    const refused = reads.filter(
      (each) => each["errorCode"] === "AccessDenied" && /^Get/.test(String(each["eventName"])),
    );
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter((each) => each["requestParameters"] !== null)).toEqual([]);
  });

  test("come with a KMS event beside each decrypted value", () => {
    const decrypts = records.filter((each) => each["eventName"] === "Decrypt");
    expect(decrypts.length).toBeGreaterThan(100);
    expect(new Set(decrypts.map((each) => identityOf(each)["invokedBy"]))).toEqual(
      new Set(["ssm.amazonaws.com", "secretsmanager.amazonaws.com"]),
    );
  });

  test("of people keep office hours, those of workloads do not stop at night", () => {
    const share = (isWanted: (arn: string) => boolean) => {
      const hours = records
        .filter((each) => isWanted(String(identityOf(each)["arn"])))
        .filter((each) => !String(each["sourceIPAddress"]).startsWith("192.0.2."))
        .map((each) => Number(String(each["eventTime"]).slice(11, 13)));
      return hours.filter((hour) => hour >= 1 && hour < 5).length / hours.length;
    };
    expect(share((arn) => arn.includes("AWSReservedSSO_"))).toBeLessThan(0.06);
    expect(share((arn) => arn.includes("-handler-"))).toBeGreaterThan(0.1);
  });

  test("of people are few at the weekend", () => {
    const people = records.filter((each) => String(identityOf(each)["arn"]).includes("AWSReservedSSO_DeveloperAccess"));
    const onDay = (day: string) => people.filter((each) => String(each["eventTime"]).startsWith(day)).length;
    expect(onDay("2026-06-27") + onDay("2026-06-28")).toBeLessThan((onDay("2026-06-25") + onDay("2026-06-26")) / 3);
  });
});

describe("the truth", () => {
  test("names every attack, and its events stand in the files under its identity and within its times", () => {
    expect(truth.map((each) => each.attack).sort()).toEqual([...ATTACK_NAMES].sort());
    const ids = byId();
    for (const { attack, entity, account, from, to, event_ids } of truth) {
      expect(event_ids.length, attack).toBeGreaterThan(2);
      for (const id of event_ids) {
        const record = ids.get(id);
        expect(identityOf(record ?? {}), attack).toMatchObject({ arn: entity, accountId: account });
        const time = Date.parse(String(record?.["eventTime"]));
        expect(time >= Date.parse(from) && time <= Date.parse(to), attack).toBe(true);
      }
    }
  });

  test("is all that comes from the strangers' addresses", () => {
    const ids = new Set(truth.flatMap((each) => each.event_ids));
    const strange = records.filter((each) => String(each["sourceIPAddress"]).startsWith("192.0.2."));
    expect(new Set(strange.map((each) => String(each["eventID"])))).toEqual(ids);
  });

  test("has hostile text in an agent, so that whatever prints it is put to the test", () => {
    const agents = records.map((each) => String(each["userAgent"]));
    expect(agents.some((agent) => agent.includes("<script>") && agent.includes("\u001b["))).toBe(true);
  });

  test("lies in the last days", () => {
    expect(truth.filter((each) => each.from < "2026-06-27")).toEqual([]);
  });
});

describe("options", () => {
  const refusal = async (options: Partial<SimulateOptions>) => {
    const problem = await simulate({ ...small, out: join(root, "refused"), ...options }).catch(
      (error: unknown) => error,
    );
    expect(problem).toBeInstanceOf(SimulateOptionsError);
    return (problem as SimulateOptionsError).problems;
  };

  test("an unknown attack is refused with a guess", async () => {
    expect(await refusal({ attacks: ["ssm-enumeration-brust"] })).toEqual([
      expect.stringMatching(/^there is no attack "ssm-enumeration-brust": did you mean "ssm-enumeration-burst"/),
    ]);
  });

  test("everything that is wrong is said at once", async () => {
    expect(await refusal({ days: 0, accounts: 1.5, end: "2026-02-30", filesPerDay: 2000 })).toHaveLength(4);
  });

  test("a folder with an earlier run is refused unless overwriting is asked for", async () => {
    expect(await refusal({ out: small.out })).toEqual([expect.stringContaining("already holds a simulation")]);
    const out = join(root, "twice");
    await simulate({ ...small, out, days: 1, seed: 5, attacks: [] });
    const first = trailFiles(out);
    await simulate({ ...small, out, days: 1, seed: 6, attacks: [], overwrite: true });
    expect(trailFiles(out).some((path) => first.includes(path))).toBe(false);
  });

  test("one account and one day are enough for every attack", async () => {
    const one = await simulate({ ...small, out: join(root, "one"), days: 1, accounts: 1, eventsPerDay: 50 });
    expect(one.attacks).toHaveLength(ATTACK_NAMES.length);
    expect(one.attacks.filter((each) => each.event_ids.length === 0)).toEqual([]);
  });

  test("progress is told once a day", async () => {
    const days: number[] = [];
    await simulate({ ...small, out: join(root, "progress"), days: 3, onProgress: (each) => days.push(each.day) });
    expect(days).toEqual([1, 2, 3]);
  });
});
