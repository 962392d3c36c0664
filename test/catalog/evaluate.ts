import { EVENT_COLUMNS } from "../../src/catalog/columns.ts";
import * as derive from "../../src/catalog/derive.ts";
import { javaText } from "../../src/catalog/java-text.ts";
import { leavesAt } from "../../src/catalog/record/leaves-at.ts";
import { isMissingText } from "../../src/catalog/record/prune.ts";
import { type RawObject, type RawValue, scalarText } from "../../src/catalog/record/raw-value.ts";
import { valueAt } from "../../src/catalog/record/text-at.ts";
import { secretNames } from "../../src/catalog/secrets.ts";
import type { ColumnValue, Value } from "../../src/ir/expr.ts";
import { holds } from "../../src/ir/holds.ts";
import { unreachable } from "../../src/util/invariant.ts";

export interface Event {
  readonly record: RawObject;
  /** The columns `source_info` and `agent_info`. */
  readonly info?: { readonly source_info?: RawObject; readonly agent_info?: RawObject };
}

const DERIVED: Readonly<Record<string, (record: RawObject) => readonly string[]>> = {
  outcome: (record) => [derive.outcome(record)],
  user_name: (record) => one(derive.userName(record)),
  session_name: (record) => one(derive.sessionName(record)),
  role_name: (record) => one(derive.roleName(record)),
  actor: (record) => one(derive.actor(record)),
  source_ip: (record) => one(derive.sourceIp(record)),
  secrets: secretNames,
};

const FROM = new Map(EVENT_COLUMNS.map(({ name, from }) => [name as string, from.split(", else ")]));

/** The elements of a value over one record, with the columns filled as columns.ts says: the meaning of the vocabularies. */
export function elements(event: Event, value: Value): readonly string[] {
  switch (value.kind) {
    case "column":
      return ofColumn(event, value);
    case "path":
      return leavesAt(jsonOf(event, value.column), value.keys);
    case "constant":
      return [value.text];
    case "java_text":
      return jsonText(event, value.column).map(javaText);
    case "without_suffix": {
      const whole: ColumnValue = { kind: "column", column: value.column, type: "text", many: false };
      const ending = ofColumn(event, whole).filter((text) => text.endsWith(value.suffix));
      return ending.map((text) => text.slice(0, text.length - value.suffix.length));
    }
    case "pruned":
      return elements(event, value.value).filter((text) => !isMissingText(text));
    case "when":
      return holds(value.condition, (each) => elements(event, each)) ? elements(event, value.value) : [];
    case "all":
      return value.values.flatMap((each) => elements(event, each));
    case "first":
      return value.values.map((each) => elements(event, each)).find((found) => found.length > 0) ?? [];
    default:
      return unreachable(value);
  }
}

function ofColumn(event: Event, { column, type }: ColumnValue): readonly string[] {
  const derived = DERIVED[column];
  if (derived) return derived(event.record);
  if (type === "json") return jsonText(event, column);
  const paths = FROM.get(column) ?? [];
  const [text] = paths.flatMap((path) => one(scalarText(valueAt(event.record, pathOf(column, path)))));
  if (text === undefined || type !== "time") return one(text);
  return [new Date(text).toISOString()];
}

/** `userIdentity.arn, else aRN`: the second path is beside the first. */
function pathOf(column: string, path: string): string {
  return column === "identity_arn" && path === "aRN" ? "userIdentity.aRN" : path;
}

function jsonText(event: Event, column: string): string[] {
  const value = jsonOf(event, column);
  return value === undefined || value === null ? [] : [JSON.stringify(value)];
}

function jsonOf(event: Event, column: string): RawValue | undefined {
  if (column === "source_info" || column === "agent_info") return event.info?.[column];
  if (column === "rest") return event.record;
  return event.record[FROM.get(column)?.[0] ?? ""];
}

function one(text: string | undefined): string[] {
  return text === undefined ? [] : [text];
}
