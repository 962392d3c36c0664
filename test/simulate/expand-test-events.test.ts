import { describe, expect, test } from "vitest";
import { expandTestEvents } from "../../src/simulate/expand-test-events.ts";
import { readTestFile } from "../../src/simulate/test-file.ts";
import type { JsonObject } from "../../src/util/json.ts";

const read: JsonObject = {
  eventSource: "ssm.amazonaws.com",
  eventName: "GetParameter",
  requestParameters: { name: "/a", withDecryption: true },
};

function expand(events: readonly JsonObject[]) {
  return expandTestEvents(
    { name: "t", events, expect: { alerts: { min: 0, max: 0 }, entities: [], from: null } },
    { read },
  );
}

describe("expandTestEvents", () => {
  test("lays an event over what it is like, and that over a whole record", () => {
    const { records, problems } = expand([
      {
        $like: "read",
        eventTime: "2026-01-01T00:00:00Z",
        requestParameters: { name: "/b" },
        userIdentity: { userName: "eve" },
      },
    ]);
    expect(problems).toEqual([]);
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      eventSource: "ssm.amazonaws.com",
      requestParameters: { name: "/b", withDecryption: true },
      userIdentity: { userName: "eve", accountId: "111122223333" },
      eventID: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(records[0]).not.toHaveProperty("$like");
  });

  test("null and lists replace", () => {
    const { records } = expand([
      { $like: "read", eventTime: "2026-01-01T00:00:00Z", requestParameters: null, resources: [{ ARN: "x" }] },
    ]);
    expect(records[0]).toMatchObject({ requestParameters: null, resources: [{ ARN: "x" }] });
  });

  test("repeats with times, ids and numbers of their own", () => {
    const { records } = expand([
      {
        $like: "read",
        eventTime: "2026-01-01T00:00:00Z",
        requestParameters: { name: "/p/{n}/{n%2}" },
        $repeat: { every: "5m", times: 3 },
      },
    ]);
    expect(records.map((each) => each["eventTime"])).toEqual([
      "2026-01-01T00:00:00Z",
      "2026-01-01T00:05:00Z",
      "2026-01-01T00:10:00Z",
    ]);
    expect(records.map((each) => (each["requestParameters"] as JsonObject)["name"])).toEqual([
      "/p/0/0",
      "/p/1/1",
      "/p/2/0",
    ]);
    expect(new Set(records.map((each) => each["eventID"])).size).toBe(3);
  });

  test("gives the same ids again", () => {
    const events = [{ $like: "read", eventTime: "2026-01-01T00:00:00Z", $repeat: { every: "1s", times: 50 } }];
    expect(expand(events)).toEqual(expand(events));
  });

  test("a key named __proto__ stays a key", () => {
    const hostile = JSON.parse('{"requestParameters": {"__proto__": {"polluted": true}}}') as JsonObject;
    const { records } = expand([{ ...hostile, $like: "read", eventTime: "2026-01-01T00:00:00Z" }]);
    expect(Object.keys(records[0]?.["requestParameters"] as JsonObject)).toContain("__proto__");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test.each([
    [{ $like: "raed", eventTime: "2026-01-01T00:00:00Z" }, 'did you mean "read"?'],
    [{ $like: "read" }, "eventTime must be a time"],
    [{ $like: "constructor", eventTime: "2026-01-01T00:00:00Z" }, '"records" does not have'],
    [{ $like: "read", eventTime: "2026-01-01T00:00:00Z", $repeat: { every: "5 min", times: 2 } }, "$repeat must be"],
    [{ $like: "read", eventTime: "2026-01-01T00:00:00Z", $repeat: { every: "5m", times: 100_001 } }, "$repeat must be"],
    [
      { $like: "read", eventTime: "2026-01-01T00:00:00Z", $repeat: { every: "5m", times: 2, jitter: 1 } },
      "$repeat must be",
    ],
    [{ eventSource: "ssm.amazonaws.com", eventTime: "2026-01-01T00:00:00Z" }, "eventName is missing"],
  ])("refuses %j", (event, problem) => {
    const { records, problems } = expand([event as JsonObject]);
    expect(records).toEqual([]);
    expect(problems.join("\n")).toContain(problem);
  });
});

describe("readTestFile", () => {
  const good = {
    tests: [{ name: "n", events: [], expect: { alerts: 1, entities: [{ a: "b" }], from: "2026-01-02T00:00:00Z" } }],
  };

  test("reads what the schema allows", () => {
    const { file, problems } = readTestFile(good);
    expect(problems).toEqual([]);
    expect(file?.tests[0]?.expect).toEqual({
      alerts: { min: 1, max: 1 },
      entities: [{ a: "b" }],
      from: Date.parse("2026-01-02"),
    });
  });

  test("takes a range of alerts", () => {
    const { file } = readTestFile({ tests: [{ name: "n", events: [], expect: { alerts: { min: 1, max: 2 } } }] });
    expect(file?.tests[0]?.expect.alerts).toEqual({ min: 1, max: 2 });
  });

  test.each([
    [null, "file: must be an object"],
    [{ tests: [] }, "tests: there must be at least one test"],
    [{ test: [], tests: good.tests }, 'did you mean "tests"?'],
    [{ tests: [{ name: "", events: [], expect: { alerts: 0 } }] }, "tests[0].name"],
    [{ tests: [{ name: "n", events: [1], expect: { alerts: 0 } }] }, "tests[0].events[0]: must be an object"],
    [{ tests: [{ name: "n", events: [], expect: { alerts: -1 } }] }, "tests[0].expect.alerts"],
    [{ tests: [{ name: "n", events: [], expect: { alerts: { min: 3, max: 1 } } }] }, "tests[0].expect.alerts"],
    [{ tests: [{ name: "n", events: [], expect: { alerts: 0, form: "x" } }] }, 'did you mean "from"?'],
    [{ tests: [{ name: "n", events: [], expect: { alerts: 0, from: "soon" } }] }, "tests[0].expect.from"],
    [{ tests: [{ name: "n", events: [], expect: { alerts: 0, entities: [{ a: 1 }] } }] }, "values must be texts"],
  ])("refuses %j", (value, problem) => {
    const { file, problems } = readTestFile(value);
    expect(file).toBeNull();
    expect(problems.join("\n")).toContain(problem);
  });
});
