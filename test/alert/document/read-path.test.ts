import { expect, test } from "vitest";
import { allLeaves } from "../../../src/alert/document/all-leaves.ts";
import { readPath, valuesAt } from "../../../src/alert/document/read-path.ts";
import type { JsonValue } from "../../../src/util/json.ts";

const DOCUMENT = {
  a: { b: [{ c: 1 }, { c: [true, "x"] }, { d: 2 }], "e.f": "dotted" },
  "a.b": { c: "beside" },
  none: null,
};

test.each([
  ["a.b.c", ["1", "true", "x", "beside"]],
  ["a.e.f", ["dotted"]],
  ["a.b", []],
  ["none", []],
  ["missing.path", []],
  ["constructor", []],
  ["__proto__.x", []],
])("%s", (path, elements) => {
  expect(readPath(DOCUMENT, path)).toEqual(elements);
});

test("lists at the end stay whole for valuesAt", () => {
  expect(valuesAt({ a: { b: ["x", "y"] } }, "a.b")).toEqual([["x", "y"]]);
});

test("every leaf", () => {
  expect(allLeaves(DOCUMENT)).toEqual(["1", "true", "x", "2", "dotted", "beside"]);
});

test("lists in lists without end are left", () => {
  let deep: JsonValue = "leaf";
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(readPath({ a: deep }, "a")).toEqual([]);
  expect(allLeaves({ a: deep })).toEqual([]);
});
