import { expect, test } from "vitest";
import { datadogRule, elasticRule, said } from "./samples.ts";

test("nothing is said about the sample rules", () => {
  expect(said(elasticRule())).toEqual([]);
  expect(said(datadogRule())).toEqual([]);
});
