import type { Alert } from "../../../src/alert/alert.ts";
import { buildAlert } from "../../../src/alert/build-alert.ts";
import type { JsonObject } from "../../../src/util/json.ts";
import { makeDetection, makeRecord, makeRule, PATHS, roleIdentity, secretRecord, userIdentity } from "../fixtures.ts";

/** An alert over the two made-up reads, by this identity. */
export function alertBy(userIdentity: JsonObject, over: JsonObject = {}): Alert {
  const records = [makeRecord({ userIdentity, ...over }), secretRecord({ userIdentity, ...over })];
  return buildAlert(makeDetection(), makeRule(), records, { paths: PATHS });
}

/** An alert on secrets of these names, read by GetParameter. */
export function alertOnParameters(names: readonly string[]): Alert {
  const records = names.map((name) => makeRecord({ requestParameters: { name, withDecryption: true } }));
  const { events } = makeDetection();
  return buildAlert(makeDetection({ events: { ...events, secrets: names } }), makeRule(), records, { paths: PATHS });
}

export const IDENTITIES: Readonly<Record<string, JsonObject>> = {
  "a user's long-term key": userIdentity(),
  "a user's session": userIdentity({ accessKeyId: "ASIAEXAMPLEKEY000009" }),
  "a role session": roleIdentity(),
  "an instance": roleIdentity({
    arn: "arn:aws:sts::111122223333:assumed-role/deploy/i-0123456789abcdef0",
    principalId: "AROAEXAMPLE:i-0123456789abcdef0",
  }),
  "an Identity Center role": roleIdentity({
    arn: "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ana@example.com",
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        arn: "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef",
        userName: "AWSReservedSSO_Admin_0123456789abcdef",
      },
    },
  }),
  "a service-linked role": roleIdentity({
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        arn: "arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS",
        userName: "AWSServiceRoleForRDS",
      },
    },
  }),
  root: { type: "Root", arn: "arn:aws:iam::111122223333:root", accountId: "111122223333", principalId: "111122223333" },
  "a service for itself": { type: "AWSService", invokedBy: "rds.amazonaws.com" },
  "a role through a service": roleIdentity({ invokedBy: "cloudformation.amazonaws.com" }),
  "a role of another account": roleIdentity({ accountId: "999988887777" }),
  "an Identity Center user": { type: "IdentityCenterUser", accountId: "111122223333" },
  "an unknown kind": { type: "SomethingNew" },
};
