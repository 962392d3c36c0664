import { ipKey } from "../util/ip.ts";
import type { RawObject } from "./record/raw-value.ts";
import { textAt } from "./record/text-at.ts";

/** An assumed-role ARN, for JavaScript and RE2: `[1]` the partition, `[2]` the account, `[3]` the role, `[4]` the session. */
export const ASSUMED_ROLE_ARN = "^arn:([^:]*):sts:[^:]*:([^:]*):assumed-role/([^/]+)/(?:.*/)?([^/]+)$";

const ASSUMED_ROLE = new RegExp(ASSUMED_ROLE_ARN, "s");
const ROLE_TYPES: ReadonlySet<string> = new Set(["AssumedRole", "FederatedUser"]);

// In all rules below a field counts as missing when it is absent, null, not a scalar, or "", "-" or "none"
// (`textAt`); `arn` is userIdentity.arn, else userIdentity.aRN.

/**
 * `success` or `failure`. ConsoleLogin: `responseElements.ConsoleLogin` in lower case when it is there. Else failure when
 * `errorCode` or `errorMessage` is there.
 */
export function outcome(record: RawObject): string {
  const login =
    textAt(record, "eventName") === "ConsoleLogin" ? textAt(record, "responseElements.ConsoleLogin") : undefined;
  if (login !== undefined) return login.toLowerCase();
  const failed = textAt(record, "errorCode") ?? textAt(record, "errorMessage");
  return failed === undefined ? "success" : "failure";
}

/**
 * ECS `user.name`: for the types AssumedRole and FederatedUser `sessionContext.sessionIssuer.userName`, else (or when that is
 * missing) `userIdentity.userName`; for UserAuthentication events without one, `additionalEventData.UserName`.
 */
export function userName(record: RawObject): string | undefined {
  return statedUserName(record) ?? movedUserName(record);
}

/** `additionalEventData.UserName` of a UserAuthentication event that names no user; the pipeline moves it to `user.name`. */
export function movedUserName(record: RawObject): string | undefined {
  const isSignIn = textAt(record, "eventName") === "UserAuthentication";
  return isSignIn && statedUserName(record) === undefined ? textAt(record, "additionalEventData.UserName") : undefined;
}

function statedUserName(record: RawObject): string | undefined {
  const type = textAt(record, "userIdentity.type");
  const issuer = ROLE_TYPES.has(type ?? "")
    ? textAt(record, "userIdentity.sessionContext.sessionIssuer.userName")
    : undefined;
  return issuer ?? textAt(record, "userIdentity.userName");
}

/** `userIdentity.arn`, else `userIdentity.aRN`. */
export function identityArn(record: RawObject): string | undefined {
  return textAt(record, "userIdentity.arn") ?? textAt(record, "userIdentity.aRN");
}

/** The text after the last slash of an assumed-role ARN (`ASSUMED_ROLE_ARN`, group 4). */
export function sessionName(record: RawObject): string | undefined {
  return assumedRole(record)?.[4];
}

/** The text between the first and the second slash of an assumed-role ARN (`ASSUMED_ROLE_ARN`, group 3). */
export function roleName(record: RawObject): string | undefined {
  return assumedRole(record)?.[3];
}

/**
 * Who acts, the same for every session. The first that is there of: `sessionContext.sessionIssuer.arn`; for an assumed-role
 * ARN `arn:<partition>:iam::<account>:role/<role>`; any other `arn`; `userIdentity.invokedBy`;
 * `userIdentity.onBehalfOf.userId`; `userIdentity.accountId`; `recipientAccountId`.
 */
export function actor(record: RawObject): string | undefined {
  return (
    textAt(record, "userIdentity.sessionContext.sessionIssuer.arn") ??
    roleArn(record) ??
    identityArn(record) ??
    textAt(record, "userIdentity.invokedBy") ??
    textAt(record, "userIdentity.onBehalfOf.userId") ??
    textAt(record, "userIdentity.accountId") ??
    textAt(record, "recipientAccountId")
  );
}

/** `sourceIPAddress` as it stands, when it is an IPv4 or IPv6 address. */
export function sourceIp(record: RawObject): string | undefined {
  const address = textAt(record, "sourceIPAddress");
  return address !== undefined && ipKey(address) !== undefined ? address : undefined;
}

function roleArn(record: RawObject): string | undefined {
  const match = assumedRole(record);
  return match ? `arn:${match[1]}:iam::${match[2]}:role/${match[3]}` : undefined;
}

function assumedRole(record: RawObject): RegExpExecArray | null {
  return ASSUMED_ROLE.exec(identityArn(record) ?? "");
}
