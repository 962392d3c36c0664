import { describe, expect, test } from "vitest";
import type { Plan, Row } from "../../src/ir/plan.ts";
import type { Lake } from "../../src/lake/lake.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { fill, withLake } from "./temporary-lake.ts";

const role = {
  type: "AssumedRole",
  principalId: "AROA1:i-0abc",
  arn: "arn:aws:sts::111122223333:assumed-role/app/i-0abc",
  accountId: "111122223333",
  sessionContext: {
    sessionIssuer: { type: "Role", arn: "arn:aws:iam::111122223333:role/app", userName: "app", principalId: "AROA1" },
  },
};

function record(id: string, time: string, more: JsonObject = {}): JsonObject {
  return {
    eventVersion: "1.08",
    eventTime: time,
    eventSource: "ssm.amazonaws.com",
    eventName: "GetParameter",
    eventID: id,
    recipientAccountId: "111122223333",
    userIdentity: role,
    requestParameters: { name: "/prod/db", withDecryption: true },
    responseElements: null,
    ...more,
  };
}

async function all(lake: Lake, plan: Plan = { kind: "events" }): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of lake.rows(plan)) rows.push(row);
  return rows.sort((a, b) => (String(a["event_id"]) < String(b["event_id"]) ? -1 : 1));
}

describe("lake", () => {
  test("stores an event with its typed and derived columns", async () => {
    await withLake(async (lake) => {
      const { stats } = await fill(lake, [
        record("e1", "2026-01-02T03:04:05Z", { readOnly: "true", errorCode: "AccessDenied" }),
      ]);
      expect(stats).toEqual({ events: 1, duplicates: 0, first: 1767323045000, last: 1767323045000 });
      const [row] = await all(lake);
      expect(row).toMatchObject({
        event_time: 1767323045000,
        event_id: "e1",
        account: "111122223333",
        read_only: true,
        outcome: "failure",
        user_name: "app",
        session_name: "i-0abc",
        role_name: "app",
        actor: "arn:aws:iam::111122223333:role/app",
        secrets: ["/prod/db"],
        request_parameters: '{"name":"/prod/db","withDecryption":true}',
        response_elements: null,
        source_info: null,
      });
    });
  });

  test("an empty lake has no events and a view all the same", async () => {
    await withLake(async (lake) => {
      expect(lake.stats).toEqual({ events: 0, duplicates: 0, first: null, last: null });
      expect(await all(lake)).toEqual([]);
    });
  });

  test("copies of an event are counted and kept once, in one batch and across parts", async () => {
    await withLake(async (lake) => {
      await fill(lake, [record("e1", "2026-01-02T03:04:05Z"), record("e1", "2026-01-02T03:04:05Z")]);
      const { stats } = await fill(lake, [record("e2", "2026-01-03T03:04:05Z"), record("e1", "2026-01-02T03:04:05Z")]);
      expect([stats.events, stats.duplicates]).toEqual([2, 2]);
      expect((await all(lake)).map((row) => row["event_id"])).toEqual(["e1", "e2"]);
    });
  });

  test("of two bodies with one event id the same one wins in either order of arrival", async () => {
    const bodies = [record("e1", "2026-01-02T03:04:05Z"), record("e1", "2026-01-05T00:00:00Z", { eventName: "Other" })];
    const orders = [bodies, [...bodies].reverse()];
    const results: Row[][] = [];
    for (const order of orders) {
      await withLake(async (lake) => {
        for (const body of order) await fill(lake, [body]);
        results.push(await all(lake));
      });
    }
    expect(results[0]).toHaveLength(1);
    expect(results[0]).toEqual(results[1]);
  });

  test("one event id in two accounts is two events", async () => {
    await withLake(async (lake) => {
      const time = "2026-01-02T03:04:05Z";
      const { events } = await fill(lake, [
        record("e1", time),
        record("e1", time, { recipientAccountId: "444455556666" }),
      ]);
      expect(events).toBe(2);
    });
  });

  test("an event without id is kept under the hash of its content", async () => {
    await withLake(async (lake) => {
      const { eventID: _, ...anonymous } = record("x", "2026-01-02T03:04:05Z");
      const stats = await fill(lake, [anonymous, anonymous]);
      expect([stats.events, stats.duplicates]).toEqual([1, 1]);
      expect(String((await all(lake))[0]?.["event_id"])).toMatch(/^sha256:[0-9a-f]{64}$/);
    });
  });

  test("enrichments appear in the events that have their key", async () => {
    await withLake(async (lake) => {
      await fill(lake, [
        record("e1", "2026-01-02T03:04:05Z", { sourceIPAddress: "203.0.113.7" }),
        record("e2", "2026-01-02T03:04:06Z", { sourceIPAddress: "config.amazonaws.com" }),
      ]);
      expect(await lake.distinct("source_ip")).toEqual(["203.0.113.7"]);
      await lake.enrich("source_ip", new Map([["203.0.113.7", { as: { number: 64496 } }]]));
      expect((await all(lake)).map((row) => row["source_info"])).toEqual(['{"as":{"number":64496}}', null]);
    });
  });
});
