import type { ResponseStep } from "../../alert.ts";
import { printableShort } from "../../printable.ts";
import { advice } from "../draft.ts";
import type { ResponseFacts } from "../response-facts.ts";
import { containRole } from "./role.ts";
import { containUser } from "./user.ts";

/** What can be done to the principal itself, by `userIdentity.type`. */
export function containByType(facts: ResponseFacts): readonly ResponseStep[] {
  const { identity, place } = facts;
  if (identity.account !== null && place.account !== null && identity.account !== place.account) {
    return [advice("contain", foreign(identity.account))];
  }
  switch (identity.type) {
    case "IAMUser":
    case "FederatedUser":
      return containUser(facts);
    case "AssumedRole":
    case "Role":
      return containRole(facts);
    case "Root":
      return [advice("contain", ROOT)];
    case "AWSService":
      return [advice("contain", SERVICE)];
    case "IdentityCenterUser":
      return [advice("contain", IDENTITY_CENTER)];
    default:
      return [advice("contain", unknown(identity.type))];
  }
}

const ROOT =
  "Root cannot be denied anything inside its account: change its password, delete its access keys, renew its MFA, " +
  "and deny it by a service control policy from the organisation. A session from its GetSessionToken cannot be limited";
const SERVICE =
  "An AWS service acted for itself: there is no principal to contain. Look at what configured it to read the secrets";
const IDENTITY_CENTER =
  "This is an IAM Identity Center user: disable the user and end its sessions there; IAM of this account cannot";

function foreign(account: string): string {
  const shown = printableShort(account, 40);
  return `The identity belongs to account ${shown}, not to the account of the secrets: whoever owns ${shown} must contain it; here, block it at the secret and in the role trust policies`;
}

function unknown(type: string | null): string {
  const kind =
    type === null
      ? "The log does not show what kind of identity this is"
      : `No containment is prepared for an identity of type ${printableShort(type, 40)}`;
  return `${kind}: find the IAM principal behind it, then deny it by policy`;
}
