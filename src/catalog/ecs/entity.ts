import { allOf, anyOf, not } from "../../ir/build.ts";
import type { Predicate, Value } from "../../ir/expr.ts";
import type { Binding } from "../../ir/vocabulary.ts";
import { column } from "../columns.ts";
import { prunedRaw } from "../vocabulary/pruned-raw.ts";
import { all, first, isEvent, isLike, isOneOf, when } from "../vocabulary/values.ts";
import { RELATED_PATHS } from "./related-rows.ts";
import { ALL_TARGETS, targetsOf } from "./target-values.ts";

const ARN = prunedRaw("userIdentity.arn");
const TYPE = column("identity_type");
const ISSUER = prunedRaw("userIdentity.sessionContext.sessionIssuer.arn");
const IS_ASSUME_ROLE = isEvent(["AssumeRole"], "sts");

/** The caller; in AssumeRole events the service or the role behind the session. */
const ACTOR: Value = first([
  when(allOf([IS_ASSUME_ROLE, isOneOf(TYPE, ["AWSService"])]), prunedRaw("userIdentity.invokedBy")),
  when(allOf([IS_ASSUME_ROLE, isOneOf(TYPE, ["AssumedRole"])]), ISSUER),
  ARN,
  prunedRaw("userIdentity.onBehalfOf.userId"),
]);

const IS_SERVICE = anyOf([
  isOneOf(TYPE, ["AWSService"]),
  isLike(ACTOR, "arn:*/AWSServiceRoleFor*"),
  isLike(ACTOR, "arn:*/aws-service-role/*"),
]);
const IS_USER = anyOf([
  isOneOf(TYPE, ["IAMUser", "Root", "AssumedRole"]),
  ...["user", "role", "assumed-role", "federated-user"].map((kind) => isLike(ACTOR, `arn:*:*:*:*:${kind}/*`)),
]);
const IS_HOST = anyOf([isLike(ACTOR, "arn:*:*:*:*:instance/*"), isLike(ACTOR, "i-*")]);

function actorWhen(name: string, ...conditions: readonly Predicate[]): Binding {
  return { name, type: "text", value: when(allOf(conditions), ACTOR) };
}

const RELATED: Value = all([
  prunedRaw("userIdentity.accessKeyId"),
  ARN,
  prunedRaw("userIdentity.userName"),
  ISSUER,
  prunedRaw("userIdentity.sessionContext.sessionIssuer.userName"),
  prunedRaw("resources.ARN"),
  ALL_TARGETS,
  ...RELATED_PATHS.map(({ service, paths }) =>
    when(isOneOf(column("event_source"), [`${service}.amazonaws.com`]), all(paths.map(prunedRaw))),
  ),
]);

/** Who acted on what: the fields of the pipeline's entity step. */
export const ENTITY: readonly Binding[] = [
  { name: "actor.entity.id", type: "text", value: ACTOR },
  actorWhen("service.entity.id", IS_SERVICE),
  actorWhen("user.entity.id", not(IS_SERVICE), IS_USER),
  actorWhen("host.entity.id", not(IS_SERVICE), not(IS_USER), IS_HOST),
  actorWhen("entity.id", not(IS_SERVICE), not(IS_USER), not(IS_HOST)),
  { name: "target.entity.id", type: "text", value: ALL_TARGETS },
  { name: "user.target.entity.id", type: "text", value: targetsOf("user") },
  { name: "host.target.entity.id", type: "text", value: targetsOf("host") },
  { name: "service.target.entity.id", type: "text", value: targetsOf("service") },
  { name: "entity.target.id", type: "text", value: targetsOf("entity") },
  { name: "related.entity", type: "text", value: RELATED },
];
