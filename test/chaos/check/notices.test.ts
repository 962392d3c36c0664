import { describe, expect, test } from "vitest";
import { checkNotices, type Told } from "../../../chaos/check/notices.ts";
import { alertOf, requestOf, rowOf, servedOf } from "./fixtures.ts";

function told(over: Partial<Told> = {}): Told {
  return {
    log: [requestOf("a"), requestOf("b"), requestOf("b", "severity", "high")],
    notices: [rowOf("a"), rowOf("b"), rowOf("b", "severity", "high")],
    alerts: [servedOf(alertOf("a")), servedOf(alertOf("c", "high"), { thread: "b", aliases: ["b"] })],
    resolves: new Map(),
    fullLives: new Set(),
    ...over,
  };
}

describe("nothing is wrong", () => {
  test("when each alert was told once, and each rise", () => {
    expect(checkNotices(told())).toEqual([]);
  });

  test("when a request comes again in another life, or after a failure, or after an answer that was lost", () => {
    const again = [requestOf("a", "opened", "low", { life: 2 }), requestOf("b", "opened", "low", { life: 2 })];
    const before = [
      requestOf("a", "opened", "low", { effect: false, answered: 500 }),
      requestOf("a", "opened", "low", { answered: null }),
    ];
    expect(checkNotices(told({ log: [...before, ...told().log, ...again] }))).toEqual([]);
  });

  test("when a thread that was told is an alert no more, but is known", () => {
    const log = [...told().log, requestOf("gone")];
    expect(checkNotices(told({ log, resolves: new Map([["gone", true]]) }))).toEqual([]);
  });

  test("when an alert was told as another that it took in since", () => {
    const notices = [rowOf("a", "opened", "low", { thread: "z" }), ...told().notices.slice(1)];
    const alerts = [servedOf(alertOf("z"), { aliases: ["a"] }), ...told().alerts.slice(1)];
    expect(checkNotices(told({ notices, alerts }))).toEqual([]);
  });

  test("when an alert was told as graver than it is", () => {
    const alerts = [...told().alerts.slice(0, 1), servedOf(alertOf("b", "medium"))];
    expect(checkNotices(told({ alerts }))).toEqual([]);
  });
});

describe("complains about", () => {
  const { log, notices, alerts } = told();
  const WRONG: readonly [string, string, Partial<Told>][] = [
    ["an alert that was not told", "1 alerts were not told: a", { log: log.slice(1) }],
    [
      "an opening that had no effect",
      "1 alerts were not told: a",
      { log: [requestOf("a", "opened", "low", { effect: false, answered: 500 }), ...log.slice(1)] },
    ],
    [
      "an opening that is told under two keys",
      "1 threads were opened twice: a",
      { log: [...log, { ...requestOf("a", "opened", "medium") }] },
    ],
    [
      "a severity that is told twice",
      "1 threads were told a severity twice: a low",
      { log: [...log, requestOf("a", "severity", "low")] },
    ],
    ["a rise that nobody was told of", "1 alerts are more severe than was told: c", { log: log.slice(0, 2) }],
    ["a thread that nobody knows", "1 threads were told that lead nowhere: x", { log: [...log, requestOf("x")] }],
    [
      "a thread that the API does not find",
      "1 threads were told that lead nowhere: x",
      { log: [...log, requestOf("x")], resolves: new Map([["x", false]]) },
    ],
    [
      "a message that comes again after a success",
      "1 messages were sent again though they had come in: a/opened/low",
      { log: [...log, requestOf("a")] },
    ],
    [
      "a wrong signature",
      "1 requests are not signed: request 3",
      { log: [...log, requestOf("a", "opened", "low", { signed: false, life: 2 })] },
    ],
    [
      "another key than the body's",
      "1 requests have another key than their body: request 3",
      { log: [...log, requestOf("a", "opened", "low", { key: "k", effect: false, life: 2 })] },
    ],
    [
      "a body that says nothing",
      "1 requests have no body that can be read: request 3",
      { log: [...log, requestOf("a", "opened", "low", { body: { kind: "opened" }, life: 2 })] },
    ],
    [
      "a notice that still waits",
      "1 notices were not sent: a/opened/low pending",
      { notices: [rowOf("a", "opened", "low", { status: "pending" }), ...notices.slice(1)] },
    ],
    [
      "a notice that was refused",
      "1 notices were not sent: a/opened/low refused",
      { notices: [rowOf("a", "opened", "low", { status: "refused" }), ...notices.slice(1)] },
    ],
    [
      "an alert that nobody has a notice for",
      "1 alerts were not told: d",
      { alerts: [...alerts, servedOf(alertOf("d"))] },
    ],
  ];

  test.each(WRONG)("%s", (_, complaint, over) => {
    expect(checkNotices(told(over))).toContain(complaint);
  });

  test("a digest where each was to come by itself", () => {
    const digest = requestOf("a", "opened", "low", { key: "k", body: { kind: "digest", key: "k", total: 2 } });
    expect(checkNotices(told({ log: [...log, digest] }))).toEqual(["1 requests are digests: k"]);
  });

  test("but not about what comes again from a life with a full disk", () => {
    expect(checkNotices(told({ log: [...log, requestOf("a")], fullLives: new Set([1]) }))).toEqual([]);
  });
});
