import { expect, test } from "vitest";
import { checkDigests } from "../../../chaos/check/digests.ts";
import { requestOf, rowOf } from "./fixtures.ts";

const fullLives = new Set<number>();
const digest = (total: number) =>
  requestOf("-", "opened", "low", { key: "d", body: { kind: "digest", key: "d", total } });
const notices = [
  rowOf("a"),
  rowOf("b", "opened", "low", { digest: "d" }),
  rowOf("c", "opened", "low", { digest: "d" }),
  rowOf("e", "opened", "low", { status: "withheld", digest: null }),
];

test("nothing is wrong when each notice came, alone or in its digest", () => {
  expect(checkDigests({ log: [requestOf("a"), digest(2)], notices, fullLives })).toEqual([]);
});

test("a digest that never came", () => {
  expect(checkDigests({ log: [requestOf("a")], notices, fullLives })).toEqual([
    "2 notices count as sent and never came: b/opened/low; c/opened/low",
  ]);
});

test("a digest that had no effect", () => {
  const log = [requestOf("a"), { ...digest(2), effect: false, answered: 500 }];
  expect(checkDigests({ log, notices, fullLives })).toHaveLength(1);
});

test("a digest that tells too few", () => {
  expect(checkDigests({ log: [requestOf("a"), digest(1)], notices, fullLives })).toEqual([
    "1 digests tell fewer notices than they stand for: d: 1 of 2",
  ]);
});

test("not a digest that told of alerts which became one while it was on its way", () => {
  expect(checkDigests({ log: [requestOf("a"), digest(3)], notices, fullLives })).toEqual([]);
});

test("notices that wait still", () => {
  const waiting = [...notices, rowOf("f", "opened", "low", { status: "pending", digest: null })];
  expect(checkDigests({ log: [requestOf("a"), digest(2)], notices: waiting, fullLives })).toEqual([
    "1 notices of digests were not sent: f/opened/low pending",
  ]);
});
