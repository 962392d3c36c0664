import { expect, test } from "vitest";
import { datadogQuery, datadogRule, elasticRule, said } from "../samples.ts";

const WARNING = "warning[always-matches]: every event satisfies this query";

test("a query for every event is named", () => {
  expect(said(elasticRule({ query: "*" }))).toEqual([WARNING]);
  expect(said(elasticRule({ query: "" }))).toEqual([WARNING]);
  expect(said(datadogRule({ queries: [datadogQuery({ query: "*" })] }))).toEqual([WARNING]);
});

test("a filter makes it less than every event", () => {
  const filter = { meta: { type: "exists" }, query: { exists: { field: "user.name" } } };
  expect(said(elasticRule({ query: "", filters: [filter] }))).toEqual([]);
});
