import type { RawObject } from "./record/raw-value.ts";
import { textAt } from "./record/text-at.ts";

/** An assumed-role ARN, for JavaScript and RE2: `[1]` the partition, `[2]` the account, `[3]` the role, `[4]` the session. */
const ASSUMED_ROLE = /^arn:([^:]*):sts:[^:]*:([^:]*):assumed-role\/([^/]+)\/(?:.*\/)?([^/]+)$/s;
const ROLE_TYPES: ReadonlySet<string> = new Set(["AssumedRole", "FederatedUser"]);

/** Texts of a userIdentity from which columns are derived; one that is absent, no scalar, `""`, `"-"` or `"none"` is undefined. */
export interface IdentityTexts {
  readonly type?: string | undefined;
  /** `arn`, else `aRN`: some events before 2024 (AWS's own slip). */
  readonly arn?: string | undefined;
  readonly userName?: string | undefined;
  readonly invokedBy?: string | undefined;
  readonly accountId?: string | undefined;
  /** `onBehalfOf.userId`. */
  readonly onBehalfOf?: string | undefined;
  readonly issuerArn?: string | undefined;
  readonly issuerUserName?: string | undefined;
}

/** What follows from a userIdentity alone; undefined where it does not say. */
export interface DerivedIdentity {
  /** The text after the last slash of an assumed-role ARN. */
  readonly sessionName: string | undefined;
  /** The text between the first and the second slash of an assumed-role ARN. */
  readonly roleName: string | undefined;
  /** For the types AssumedRole and FederatedUser the issuer's userName, else (or when that is missing) `userName`. */
  readonly userName: string | undefined;
  /**
   * Who acts, the same for every session. The first that is there of: the issuer's arn; for an assumed-role ARN
   * `arn:<partition>:iam::<account>:role/<role>`; any other arn; invokedBy; onBehalfOf; accountId.
   */
  readonly actor: string | undefined;
}

export function identityTexts(record: RawObject): IdentityTexts {
  const at = (path: string) => textAt(record, `userIdentity.${path}`);
  return {
    type: at("type"),
    arn: at("arn") ?? at("aRN"),
    userName: at("userName"),
    invokedBy: at("invokedBy"),
    accountId: at("accountId"),
    onBehalfOf: at("onBehalfOf.userId"),
    issuerArn: at("sessionContext.sessionIssuer.arn"),
    issuerUserName: at("sessionContext.sessionIssuer.userName"),
  };
}

export function deriveIdentity(texts: IdentityTexts): DerivedIdentity {
  const role = ASSUMED_ROLE.exec(texts.arn ?? "");
  const roleArn = role === null ? undefined : `arn:${role[1]}:iam::${role[2]}:role/${role[3]}`;
  const issuer = ROLE_TYPES.has(texts.type ?? "") ? texts.issuerUserName : undefined;
  return {
    sessionName: role?.[4],
    roleName: role?.[3],
    userName: issuer ?? texts.userName,
    actor: texts.issuerArn ?? roleArn ?? texts.arn ?? texts.invokedBy ?? texts.onBehalfOf ?? texts.accountId,
  };
}
