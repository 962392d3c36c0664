import type { JsonValue } from "../../util/json.ts";
import { identityArn } from "../derive.ts";
import { ACCOUNT_PATHS } from "../ecs/account.ts";
import { RELATED_PATHS } from "../ecs/related-rows.ts";
import { TARGETS, type Target, type TargetRow } from "../ecs/target-rows.ts";
import { leavesAt } from "../record/leaves-at.ts";
import { type RawObject, scalarText } from "../record/raw-value.ts";
import { textAt } from "../record/text-at.ts";
import { type Draft, put } from "./draft.ts";
import { distinct } from "./ecs-identity.ts";
import { type EntityKind, kindOfActor, kindOfTarget } from "./entity-kind.ts";

const ACTOR_FIELDS: Readonly<Record<EntityKind, string>> = {
  service: "service.entity.id",
  user: "user.entity.id",
  host: "host.entity.id",
  entity: "entity.id",
};

const TARGET_FIELDS: Readonly<Record<EntityKind, string>> = {
  user: "user.target.entity.id",
  host: "host.target.entity.id",
  service: "service.target.entity.id",
  entity: "entity.target.id",
};

/** The actor, the targets by kind, and `related.entity`. */
export function putEntities(draft: Draft, record: RawObject): void {
  const actor = actorOf(record);
  if (actor !== undefined) {
    put(draft, "actor.entity.id", [actor]);
    put(draft, ACTOR_FIELDS[kindOfActor(actor, textAt(record, "userIdentity.type"))], [actor]);
  }
  const targets = targetsOf(record);
  put(draft, "target.entity.id", targets);
  for (const kind of ["user", "host", "service", "entity"] as const) {
    const ofKind: JsonValue = targets.filter((target) => kindOfTarget(target) === kind);
    put(draft, TARGET_FIELDS[kind], ofKind);
  }
  put(draft, "related.entity", relatedEntities(record, targets));
}

/** The account that `cloud.account.id` names. */
export function accountOf(record: RawObject): string | undefined {
  return ACCOUNT_PATHS.map((path) => textAt(record, path)).find((text) => text !== undefined);
}

function actorOf(record: RawObject): string | undefined {
  const type = textAt(record, "userIdentity.type");
  const isAssumeRole = record["eventSource"] === "sts.amazonaws.com" && record["eventName"] === "AssumeRole";
  const behind = type === "AWSService" ? "userIdentity.invokedBy" : "userIdentity.sessionContext.sessionIssuer.arn";
  const isSession = type === "AWSService" || type === "AssumedRole";
  const instead = isAssumeRole && isSession ? textAt(record, behind) : undefined;
  return instead ?? identityArn(record) ?? textAt(record, "userIdentity.onBehalfOf.userId");
}

function targetsOf(record: RawObject): string[] {
  const rows = TARGETS.filter((row) => isOf(record, row));
  return distinct(rows.flatMap((row) => row.targets.flatMap((target) => textsOf(record, target))));
}

function isOf(record: RawObject, { service, names }: TargetRow): boolean {
  const event = scalarText(record["eventName"]) ?? "";
  return record["eventSource"] === `${service}.amazonaws.com` && names.some((name) => isNamed(event, name));
}

function isNamed(event: string, name: string): boolean {
  const [head = "", tail] = name.split("*");
  if (tail === undefined) return event === name;
  return event.length >= head.length + tail.length && event.startsWith(head) && event.endsWith(tail);
}

function textsOf(record: RawObject, { path, unless }: Target): (string | undefined)[] {
  if (path === "account") return [accountOf(record)];
  if (path === "resources.ARN") return resourceArns(record);
  const texts = leavesAt(record, path.split("."));
  if (unless === undefined) return texts;
  if (leavesAt(record, unless.split(".")).length > 0) return [];
  return texts.includes("*") ? [accountOf(record)] : texts;
}

function resourceArns(record: RawObject): string[] {
  return ["ARN", "arn"].flatMap((key) => leavesAt(record["resources"], [key]));
}

/** Sorted, as Elastic does since 8.5.1. */
function relatedEntities(record: RawObject, targets: readonly string[]): string[] {
  const ofService = RELATED_PATHS.filter(({ service }) => record["eventSource"] === `${service}.amazonaws.com`);
  return distinct([
    textAt(record, "userIdentity.accessKeyId"),
    identityArn(record),
    textAt(record, "userIdentity.userName"),
    textAt(record, "userIdentity.sessionContext.sessionIssuer.arn"),
    textAt(record, "userIdentity.sessionContext.sessionIssuer.userName"),
    ...resourceArns(record),
    ...targets,
    ...ofService.flatMap(({ paths }) => paths.flatMap((path) => leavesAt(record, path.split(".")))),
  ]).sort();
}
