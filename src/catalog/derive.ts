import { ipKey } from "../util/ip.ts";
import { deriveIdentity, identityTexts } from "./identity-texts.ts";
import type { RawObject } from "./record/raw-value.ts";
import { textAt } from "./record/text-at.ts";

// In all rules below a field counts as missing when it is absent, null, not a scalar, or "", "-" or "none" (`textAt`).

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
 * ECS `user.name`: what userIdentity says (`deriveIdentity`); for UserAuthentication events without one,
 * `additionalEventData.UserName`.
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
  return deriveIdentity(identityTexts(record)).userName;
}

/** `userIdentity.arn`, else `userIdentity.aRN`. */
export function identityArn(record: RawObject): string | undefined {
  return identityTexts(record).arn;
}

/** The text after the last slash of an assumed-role ARN. */
export function sessionName(record: RawObject): string | undefined {
  return deriveIdentity(identityTexts(record)).sessionName;
}

/** The text between the first and the second slash of an assumed-role ARN. */
export function roleName(record: RawObject): string | undefined {
  return deriveIdentity(identityTexts(record)).roleName;
}

/** Who acts, the same for every session (`deriveIdentity`); without identity `recipientAccountId`. */
export function actor(record: RawObject): string | undefined {
  return deriveIdentity(identityTexts(record)).actor ?? textAt(record, "recipientAccountId");
}

/** `sourceIPAddress` as it stands, when it is an IPv4 or IPv6 address. */
export function sourceIp(record: RawObject): string | undefined {
  const address = textAt(record, "sourceIPAddress");
  return address !== undefined && ipKey(address) !== undefined ? address : undefined;
}
