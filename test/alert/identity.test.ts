import { expect, test } from "vitest";
import { identityOf } from "../../src/alert/identity.ts";
import { makeRecord, ROLE_ARN, roleIdentity, SESSION_ARN, userIdentity } from "./fixtures.ts";

test("a role session: role, session and issuer", () => {
  expect(identityOf([makeRecord()])).toMatchObject({
    type: "AssumedRole",
    arn: SESSION_ARN,
    account: "111122223333",
    principal_id: "AROAEXAMPLE:ci-run-7",
    user: null,
    role: "deploy",
    session: "ci-run-7",
    access_key: "ASIAEXAMPLEKEY000001",
    issuer: { type: "Role", arn: ROLE_ARN },
    source_addresses: ["203.0.113.7"],
    user_agents: ["aws-cli/2.17.60"],
    others: [],
  });
});

test("an IAM user has no role and no session", () => {
  const identity = identityOf([makeRecord({ userIdentity: userIdentity() })]);
  expect(identity).toMatchObject({ type: "IAMUser", user: "ana", role: null, session: null, issuer: null });
});

test("a session name may hold slashes and the role's path is no part of its name", () => {
  const arn = "arn:aws-us-gov:sts::111122223333:assumed-role/deploy/a/b";
  const issuer = { type: "Role", arn: "arn:aws-us-gov:iam::111122223333:role/team/deploy", userName: "deploy" };
  const userIdentity = roleIdentity({ arn, sessionContext: { sessionIssuer: issuer } });
  expect(identityOf([makeRecord({ userIdentity })])).toMatchObject({ role: "deploy", session: "a/b" });
});

test("the old spelling aRN counts", () => {
  const { arn, ...rest } = userIdentity();
  expect(identityOf([makeRecord({ userIdentity: { ...rest, aRN: arn ?? null } })]).arn).toBe(arn);
});

test("a federated session belongs to the IAM user that made it", () => {
  const identity = {
    type: "FederatedUser",
    arn: "arn:aws:sts::111122223333:federated-user/bob",
    accountId: "111122223333",
    sessionContext: { sessionIssuer: { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/ana", userName: "ana" } },
  };
  expect(identityOf([makeRecord({ userIdentity: identity })])).toMatchObject({
    user: "ana",
    session: "bob",
    role: null,
  });
});

test("who set the session up is taken from the log", () => {
  const userIdentity = {
    ...roleIdentity(),
    onBehalfOf: { userId: "906722b1", identityStoreArn: "arn:aws:identitystore::111122223333:identitystore/d-1" },
    sessionContext: {
      sourceIdentity: "ana@example.com",
      webIdFederationData: { federatedProvider: "arn:aws:iam::111122223333:oidc-provider/token.example.com" },
    },
  };
  expect(identityOf([makeRecord({ userIdentity })])).toMatchObject({
    source_identity: "ana@example.com",
    on_behalf_of: "906722b1",
    federated_by: "arn:aws:iam::111122223333:oidc-provider/token.example.com",
  });
});

test("lists are distinct, sorted and at most 20; other identities are named", () => {
  const records = Array.from({ length: 30 }, (_, i) =>
    makeRecord({
      sourceIPAddress: `203.0.113.${(i % 25) + 10}`,
      userIdentity: i % 2 === 0 ? roleIdentity() : userIdentity(),
    }),
  );
  const identity = identityOf(records);
  expect(identity.source_addresses).toHaveLength(20);
  expect(identity.source_addresses).toEqual([...identity.source_addresses].sort());
  expect(identity.others).toEqual(["arn:aws:iam::111122223333:user/ana"]);
});

test("a record without identity has none", () => {
  const identity = identityOf([{ eventName: "X" }]);
  expect(Object.values(identity).filter((value) => value !== null && !Array.isArray(value))).toEqual([]);
  expect(identityOf([])).toEqual({ ...identity });
});
