import { describe, expect, test } from "vitest";
import type { RawObject } from "../../src/catalog/record/raw-value.ts";
import { secretNames } from "../../src/catalog/secrets.ts";

function read(source: string, name: string, requestParameters: RawObject | null): readonly string[] {
  return secretNames({ eventSource: `${source}.amazonaws.com`, eventName: name, requestParameters });
}

const PARAMETER = "arn:aws:ssm:eu-west-1:111122223333:parameter";
const SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret";

describe("one parameter has one name, however it is written", () => {
  test.each([
    ["/prod/db", "/prod/db"],
    ["/prod/db:3", "/prod/db"],
    ["/prod/db:live", "/prod/db"],
    [`${PARAMETER}/prod/db`, "/prod/db"],
    [`${PARAMETER}/prod/db:3`, "/prod/db"],
    ["arn:aws-us-gov:ssm:us-gov-east-1:111122223333:parameter/prod/db", "/prod/db"],
    ["db", "db"],
    ["db:7", "db"],
    ["/db", "db"],
    [`${PARAMETER}/db`, "db"],
    [`${PARAMETER}/db:7`, "db"],
    ["none", "none"],
  ])("%s", (written, name) => {
    expect(read("ssm", "GetParameter", { name: written })).toEqual([name]);
    expect(read("ssm", "GetParameterHistory", { name: written })).toEqual([name]);
    expect(read("ssm", "GetParameters", { names: [written, written] })).toEqual([name]);
  });
});

test.each([
  ["/prod", "/prod/*"],
  ["/prod/", "/prod/*"],
  ["/prod//", "/prod/*"],
  ["/", "/*"],
])("the parameters below %s", (path, name) => {
  expect(read("ssm", "GetParametersByPath", { path, recursive: true })).toEqual([name]);
});

test.each([
  ["prod/db", "prod/db"],
  ["prod-AbCdEf", "prod-AbCdEf"],
  [`${SECRET}:prod/db-AbCdEf`, "prod/db"],
  [`${SECRET}:prod-db-x1Y2z3`, "prod-db"],
  [`${SECRET}:prod/db`, "prod/db"],
])("the secret %s", (written, name) => {
  expect(read("secretsmanager", "GetSecretValue", { secretId: written })).toEqual([name]);
  expect(read("secretsmanager", "BatchGetSecretValue", { secretIdList: [written] })).toEqual([name]);
});

test("several names are distinct and sorted", () => {
  expect(read("ssm", "GetParameters", { names: ["/z", "/a/b", "/a/b:1", "\u{1F600}", "\u{FF5E}"] })).toEqual([
    "/a/b",
    "z",
    "\u{FF5E}",
    "\u{1F600}",
  ]);
});

test.each<[string, string, RawObject | null]>([
  ["ssm", "PutParameter", { name: "/prod/db" }],
  ["ssm", "DescribeParameters", { name: "/prod/db" }],
  ["secretsmanager", "GetParameter", { name: "/prod/db" }],
  ["ssm", "GetSecretValue", { secretId: "x" }],
  ["secretsmanager", "ListSecrets", { secretId: "x" }],
  ["ssm", "GetParameter", null],
  ["ssm", "GetParameter", { name: "" }],
  ["ssm", "GetParameter", { name: 5 }],
  ["ssm", "GetParameter", { name: { a: "x" } }],
  ["ssm", "GetParameters", { names: [null, 5, ["x"]] }],
  ["ssm", "GetParametersByPath", { path: "" }],
])("%s %s %j asks for nothing", (source, name, parameters) => {
  expect(read(source, name, parameters)).toEqual([]);
});
