import { expect, test } from "vitest";
import { elasticRule, said } from "../samples.ts";

test("a rule without description and guide is named", () => {
  expect(said(elasticRule({ description: " ", note: "" }))).toEqual([
    "info[missing-key]: the rule has neither a description nor a guide for who gets its alerts",
  ]);
});

test("one of the two is enough", () => {
  expect(said(elasticRule({ note: "" }))).toEqual([]);
  expect(said(elasticRule({ description: "" }))).toEqual([]);
});
