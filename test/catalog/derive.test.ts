import { describe, expect, test } from "vitest";
import { actor, outcome, roleName, sessionName, sourceIp, userName } from "../../src/catalog/derive.ts";
import type { RawObject, RawValue } from "../../src/catalog/record/raw-value.ts";

const who = (userIdentity: RawObject, more: RawObject = {}): RawObject => ({ userIdentity, ...more });
const SESSION = "arn:aws:sts::111122223333:assumed-role/Deploy/ci@example.com";
const ISSUER = { arn: "arn:aws:iam::111122223333:role/team/Deploy", userName: "Deploy" };

describe("outcome", () => {
  test.each<[RawObject, string]>([
    [{}, "success"],
    [{ errorCode: "AccessDenied" }, "failure"],
    [{ errorMessage: "x" }, "failure"],
    [{ errorCode: "", errorMessage: "-" }, "success"],
    [{ errorCode: "none" }, "success"],
    [{ eventName: "ConsoleLogin", responseElements: { ConsoleLogin: "Failure" } }, "failure"],
    [{ eventName: "ConsoleLogin", responseElements: { ConsoleLogin: "Success" }, errorMessage: "x" }, "success"],
    [{ eventName: "ConsoleLogin", responseElements: null, errorMessage: "x" }, "failure"],
    [{ eventName: "Other", responseElements: { ConsoleLogin: "Failure" } }, "success"],
  ])("%j is %s", (record, expected) => {
    expect(outcome(record)).toBe(expected);
  });
});

describe("user name", () => {
  const issuer = { sessionContext: { sessionIssuer: ISSUER } };
  test.each<[RawObject, string | undefined]>([
    [who({ type: "IAMUser", userName: "Alice" }), "Alice"],
    [who({ type: "AssumedRole", ...issuer }), "Deploy"],
    [who({ type: "FederatedUser", userName: "x", ...issuer }), "Deploy"],
    [who({ type: "IAMUser", userName: "Alice", ...issuer }), "Alice"],
    [who({ type: "AssumedRole", userName: "x" }), "x"],
    [who({ type: "IAMUser", userName: "none" }), undefined],
    [who({}, { eventName: "UserAuthentication", additionalEventData: { UserName: "bob" } }), "bob"],
    [who({}, { eventName: "Other", additionalEventData: { UserName: "bob" } }), undefined],
  ])("%j: %s", (record, expected) => {
    expect(userName(record)).toBe(expected);
  });
});

describe("session and role of an assumed-role ARN", () => {
  test.each<[RawValue, string | undefined, string | undefined]>([
    [SESSION, "Deploy", "ci@example.com"],
    ["arn:aws-us-gov:sts::1:assumed-role/R/i-1", "R", "i-1"],
    ["arn:aws:sts::1:assumed-role/R/a/b", "R", "b"],
    ["arn:aws:sts::1:assumed-role/R", undefined, undefined],
    ["arn:aws:sts::1:assumed-role/R/", undefined, undefined],
    ["arn:aws:sts::1:federated-user/Bob", undefined, undefined],
    ["arn:aws:iam::1:user/Alice", undefined, undefined],
    [null, undefined, undefined],
  ])("%j", (arn, role, session) => {
    expect([roleName(who({ arn })), sessionName(who({ arn }))]).toEqual([role, session]);
  });

  test("a hostile ARN costs no time", () => {
    const arn = `arn:aws:sts::1:assumed-role/R/${"/".repeat(200_000)}`;
    expect(sessionName(who({ arn }))).toBeUndefined();
  });
});

describe("actor", () => {
  test.each<[RawObject, string | undefined]>([
    [who({ arn: SESSION, sessionContext: { sessionIssuer: ISSUER } }), ISSUER.arn],
    [who({ arn: SESSION }), "arn:aws:iam::111122223333:role/Deploy"],
    [who({ arn: SESSION, sessionContext: { sessionIssuer: {} } }), "arn:aws:iam::111122223333:role/Deploy"],
    [who({ arn: "arn:aws:iam::1:user/Alice", invokedBy: "x.amazonaws.com" }), "arn:aws:iam::1:user/Alice"],
    [who({ aRN: "arn:aws:iam::1:user/Alice" }), "arn:aws:iam::1:user/Alice"],
    [who({ invokedBy: "x.amazonaws.com", accountId: "1" }), "x.amazonaws.com"],
    [who({ arn: "", onBehalfOf: { userId: "u" }, accountId: "1" }), "u"],
    [who({ accountId: "1" }, { recipientAccountId: "2" }), "1"],
    [who({}, { recipientAccountId: "2" }), "2"],
    [{}, undefined],
  ])("%j is %s", (record, expected) => {
    expect(actor(record)).toBe(expected);
  });
});

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["2001:DB8::1", "2001:DB8::1"],
  ["AWS Internal", undefined],
  ["ec2.amazonaws.com", undefined],
  ["203.0.113.7:80", undefined],
  ["", undefined],
])("source address %j", (sourceIPAddress, expected) => {
  expect(sourceIp({ sourceIPAddress })).toBe(expected);
});
