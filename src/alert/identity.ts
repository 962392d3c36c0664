import type { JsonObject } from "../util/json.ts";
import type { AlertIdentity } from "./alert.ts";
import { parseIdentityArn } from "./arn.ts";
import { distinct } from "./document/distinct.ts";
import { ofRecord } from "./document/of-record.ts";
import { firstAt } from "./document/read-path.ts";

const MOST_LISTED = 20;
const LONGEST_AGENT = 1_000;

/** The ARN of a record's identity; some events before February 2024 spell it `aRN`. */
function identityArn(record: JsonObject): string | null {
  return firstAt(record, "userIdentity.arn") ?? firstAt(record, "userIdentity.aRN");
}

/** Who is behind CloudTrail records (oldest first): the first record's identity, and what the others add. */
export function identityOf(records: readonly JsonObject[]): AlertIdentity {
  const [first = {}] = records;
  const read = (path: string): string | null => firstAt(first, `userIdentity.${path}`);
  const arn = identityArn(first);
  const parts = arn === null ? null : parseIdentityArn(arn);
  const issuerType = read("sessionContext.sessionIssuer.type");
  const issuerArn = read("sessionContext.sessionIssuer.arn");
  const issuerName = read("sessionContext.sessionIssuer.userName");
  const isRole = read("type") === "AssumedRole" || issuerType === "Role";
  return {
    type: read("type"),
    arn,
    account: read("accountId") ?? read("sessionContext.sessionIssuer.accountId") ?? (parts?.account || null),
    principal_id: read("principalId"),
    user: read("userName") ?? parts?.user ?? (issuerType === "IAMUser" ? issuerName : null),
    role: isRole ? (issuerName ?? parts?.role ?? null) : (parts?.role ?? null),
    session: parts?.session ?? null,
    access_key: read("accessKeyId"),
    invoked_by: read("invokedBy"),
    source_identity: read("sessionContext.sourceIdentity"),
    on_behalf_of: read("onBehalfOf.userId"),
    federated_by: read("sessionContext.webIdFederationData.federatedProvider") ?? read("identityProvider"),
    issuer: issuerType === null && issuerArn === null ? null : { type: issuerType, arn: issuerArn },
    source_addresses: gather(records, addressOf),
    user_agents: gather(records, agentOf),
    others: othersOf(records),
  };
}

function gather(records: readonly JsonObject[], read: (record: JsonObject) => string | null): readonly string[] {
  return distinct(
    records.flatMap((record) => read(record) ?? []),
    MOST_LISTED,
  );
}

function othersOf(records: readonly JsonObject[]): readonly string[] {
  const [first, ...rest] = records;
  const own = first === undefined ? null : nameOf(first);
  return gather(rest, nameOf).filter((name) => name !== own);
}

const addressOf = ofRecord((record) => firstAt(record, "sourceIPAddress"));

const agentOf = ofRecord((record) => firstAt(record, "userAgent")?.slice(0, LONGEST_AGENT) ?? null);

const nameOf = ofRecord(
  (record) =>
    identityArn(record) ?? firstAt(record, "userIdentity.principalId") ?? firstAt(record, "userIdentity.invokedBy"),
);
