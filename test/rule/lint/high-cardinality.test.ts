import { expect, test } from "vitest";
import { datadogQuery, datadogRule, elasticRule, said } from "../samples.ts";

const ARN = "aws.cloudtrail.user_identity.arn";

test("grouping by what is new with every session is named, once a field", () => {
  const queries = [
    datadogQuery({ groupByFields: ["@userIdentity.arn"] }),
    datadogQuery({ groupByFields: ["@userIdentity.arn"] }),
  ];
  const cases = [{ status: "low", condition: "a > 1 && b > 1" }];
  expect(said(datadogRule({ queries, cases }))).toEqual([
    'info[limit]: "@userIdentity.arn" is another in each session of a role: every new one is a new group',
  ]);
});

test("so are new terms and threshold fields", () => {
  const newTerms = { type: "new_terms", new_terms_fields: [ARN, "event.id"], history_window_start: "now-7d" };
  expect(said(elasticRule(newTerms))).toHaveLength(2);
  expect(said(elasticRule({ type: "threshold", threshold: { field: [ARN], value: 5 } }))).toHaveLength(1);
});

test("roles, users and regions are not", () => {
  const fields = ["user.name", "cloud.region", "cloud.account.id"];
  expect(said(elasticRule({ type: "threshold", threshold: { field: fields, value: 5 } }))).toEqual([]);
});
