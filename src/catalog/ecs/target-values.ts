import { allOf, anyOf, not } from "../../ir/build.ts";
import type { Predicate, Value } from "../../ir/expr.ts";
import { unreachable } from "../../util/invariant.ts";
import { column } from "../columns.ts";
import { prunedRaw } from "../vocabulary/pruned-raw.ts";
import { all, isLike, isOneOf, missing, when } from "../vocabulary/values.ts";
import { ACCOUNT } from "./account.ts";
import { TARGETS, type Target, type TargetClass, type TargetRow } from "./target-rows.ts";

export type TargetKind = "user" | "host" | "service" | "entity";

const EVERY_INSTANCE = "*";

/** Every target of an event, of whatever kind. */
export const ALL_TARGETS: Value = all(TARGETS.map((row) => when(isOf(row), all(row.targets.flatMap(valuesOf)))));

/** The targets of one kind. Several targets at one path are told apart by any of them: they are of one kind in practice. */
export function targetsOf(kind: TargetKind): Value {
  const rows = TARGETS.map((row) => ({ row, values: row.targets.flatMap((target) => ofKind(target, kind)) }));
  return all(rows.filter(({ values }) => values.length > 0).map(({ row, values }) => when(isOf(row), all(values))));
}

function isOf({ service, names }: TargetRow): Predicate {
  const name = column("event_name");
  const globs = names.filter((each) => each.includes("*"));
  const plain = names.filter((each) => !each.includes("*"));
  const named = [...(plain.length > 0 ? [isOneOf(name, plain)] : []), ...globs.map((glob) => isLike(name, glob))];
  return allOf([isOneOf(column("event_source"), [`${service}.amazonaws.com`]), anyOf(named)]);
}

function valuesOf(target: Target): Value[] {
  if (target.unless === undefined) return [valueAt(target.path)];
  const value = valueAt(target.path);
  const applies = missing(valueAt(target.unless));
  const isEvery = isOneOf(value, [EVERY_INSTANCE]);
  return [when(allOf([applies, not(isEvery)]), value), when(allOf([applies, isEvery]), ACCOUNT)];
}

function valueAt(rawPath: string): Value {
  return rawPath === "account" ? ACCOUNT : prunedRaw(rawPath);
}

function ofKind(target: Target, kind: TargetKind): Value[] {
  const [value, everyInstance] = valuesOf(target);
  const condition = value === undefined ? "never" : isKind(target.class, kind, value);
  const rest = kind === "entity" && everyInstance ? [everyInstance] : [];
  if (value === undefined || condition === "never") return rest;
  return [condition === "always" ? value : when(condition, value), ...rest];
}

function isKind(given: TargetClass, kind: TargetKind, value: Value): Predicate | "always" | "never" {
  const isArn = isLike(value, "arn:*");
  switch (given) {
    case "user":
    case "host":
    case "service":
    case "entity":
      return given === kind ? "always" : "never";
    case "arn":
      return kind === "service" ? isArn : kind === "entity" ? not(isArn) : "never";
    case "instance": {
      const isHost = anyOf([isLike(value, "i-*"), isLike(value, "arn:*:*:*:*:instance/*")]);
      if (kind === "host") return isHost;
      if (kind === "service") return allOf([isArn, not(isHost)]);
      return kind === "entity" ? not(anyOf([isArn, isHost])) : "never";
    }
    case "principal": {
      const isLinked = anyOf([isLike(value, "*/AWSServiceRoleFor*"), isLike(value, "*/aws-service-role/*")]);
      if (kind === "service") return allOf([isArn, isLinked]);
      if (kind === "user") return allOf([isArn, not(isLinked)]);
      return kind === "entity" ? not(isArn) : "never";
    }
    default:
      return unreachable(given);
  }
}
