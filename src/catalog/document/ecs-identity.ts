import { identityArn, sourceIp, userName } from "../derive.ts";
import { leavesAt } from "../record/leaves-at.ts";
import { isMissingText } from "../record/prune.ts";
import type { RawObject } from "../record/raw-value.ts";
import { textAt } from "../record/text-at.ts";
import { type Draft, put } from "./draft.ts";

const STS_ARN = /^arn:[^:]*:sts:/;
const SESSION_TYPES: ReadonlySet<string> = new Set(["AssumedRole", "FederatedUser", "IdentityCenterUser"]);

/** `user.*` and `related.user`. */
export function putIdentity(draft: Draft, record: RawObject): void {
  const name = userName(record);
  const session = sessionOf(record);
  put(draft, "user.name", name);
  put(draft, "user.id", userId(record));
  put(
    draft,
    "user.email",
    [session, name].find((text) => text?.includes("@")),
  );
  const at = (path: string): string[] => leavesAt(record, path.split("."));
  const related = [
    session,
    session?.includes("@") ? session.split("@", 1)[0] : undefined,
    ...at("requestParameters.userName"),
    ...at("requestParameters.newUserName"),
    ...at("responseElements.user.userId"),
    userId(record),
    name,
    ...at("userIdentity.onBehalfOf.userId"),
  ];
  put(draft, "related.user", distinct(related));
}

/** Source address, `related.ip`. */
export function putSource(draft: Draft, record: RawObject): void {
  const ip = sourceIp(record);
  put(draft, "source.ip", ip);
  const details = sourceIp({ sourceIPAddress: textAt(record, "serviceEventDetails.sourceIpAddress") ?? null });
  put(draft, "related.ip", distinct([ip, details]));
}

export function distinct(texts: readonly (string | undefined)[]): string[] {
  const kept = texts.filter((text) => text !== undefined && !isMissingText(text));
  return [...new Set(kept)].filter((text) => text !== undefined);
}

function userId(record: RawObject): string | undefined {
  const principal = textAt(record, "userIdentity.principalId");
  if (principal !== undefined || textAt(record, "userIdentity.type") !== "IdentityCenterUser") return principal;
  return textAt(record, "userIdentity.onBehalfOf.userId");
}

/** The last part of a session's ARN, also for federated users. */
function sessionOf(record: RawObject): string | undefined {
  const arn = identityArn(record);
  if (arn === undefined || !STS_ARN.test(arn)) return undefined;
  if (!SESSION_TYPES.has(textAt(record, "userIdentity.type") ?? "")) return undefined;
  const at = arn.lastIndexOf("/");
  return at === -1 ? undefined : arn.slice(at + 1);
}
