import type { Value } from "../../ir/expr.ts";
import type { Binding } from "../../ir/vocabulary.ts";
import { column } from "../columns.ts";
import { prunedRaw } from "../vocabulary/pruned-raw.ts";
import { all, first, isLike, isOneOf, pruned, when } from "../vocabulary/values.ts";

const USER_NAME = column("user_name");
/** Of sessions only: an ARN alone does not make one. */
const SESSION_NAME = when(
  isOneOf(column("identity_type"), ["AssumedRole", "FederatedUser", "IdentityCenterUser"]),
  pruned(column("session_name")),
);
const BEHALF_USER = prunedRaw("userIdentity.onBehalfOf.userId");

const USER_ID: Value = first([
  prunedRaw("userIdentity.principalId"),
  when(isOneOf(column("identity_type"), ["IdentityCenterUser"]), BEHALF_USER),
]);

const EMAIL: Value = first([
  when(isLike(SESSION_NAME, "*@*"), SESSION_NAME),
  when(isLike(USER_NAME, "*@*"), USER_NAME),
]);

/**
 * Who acts. `related.user` lacks two of Elastic's parts, which no value can express: the part of an e-mail session before
 * the `@`, and the session of a federated user.
 */
export const IDENTITY: readonly Binding[] = [
  { name: "user.name", type: "text", value: USER_NAME },
  { name: "user.id", type: "text", value: USER_ID },
  { name: "user.email", type: "text", value: EMAIL },
  {
    name: "related.user",
    type: "text",
    value: all([
      SESSION_NAME,
      prunedRaw("requestParameters.userName"),
      prunedRaw("requestParameters.newUserName"),
      prunedRaw("responseElements.user.userId"),
      USER_ID,
      USER_NAME,
      BEHALF_USER,
    ]),
  },
];
