import { expect, test } from "vitest";
import { datadogQuery, datadogRule, said } from "../samples.ts";

test("a query that no case looks at is named", () => {
  const queries = [datadogQuery(), datadogQuery({ name: "idle" })];
  expect(said(datadogRule({ queries }))).toEqual(['warning[no-effect]: no case looks at the query "idle"']);
});

test("every kind of condition counts", () => {
  const queries = ["w", "x", "y", "z"].map((name) => datadogQuery({ name }));
  const cases = [
    { status: "low", condition: "w > 1 && x > 1 || y > 1" },
    { status: "low", condition: "w > 0 THEN z > 0" },
  ];
  expect(said(datadogRule({ queries, cases }))).toEqual([]);
});
