import type { Value, ValueType } from "../../../src/ir/expr.ts";
import type { Binding, Vocabulary } from "../../../src/ir/vocabulary.ts";
import { didYouMean } from "../../../src/util/did-you-mean.ts";

const TYPES: Readonly<Record<string, ValueType>> = {
  "@timestamp": "time",
  "event.action": "text",
  "event.code": "number",
  "event.dataset": "text",
  "event.outcome": "text",
  "event.provider": "text",
  "source.address": "text",
  "source.as.number": "number",
  "source.ip": "ip",
  "user.name": "text",
  "user agent": "text",
  tags: "text",
  "aws.cloudtrail.read_only": "boolean",
  "aws.cloudtrail.request_parameters": "text",
  "aws.cloudtrail.user_identity.arn": "text",
  "aws.cloudtrail.user_identity.invoked_by": "text",
  "aws.cloudtrail.user_identity.type": "text",
  "related.entity": "text",
  true: "text",
};

const FLATTENED = "aws.cloudtrail.flattened.request_parameters";
const CREATED = "aws.cloudtrail.user_identity.session_context.creation_date";

const listed: readonly Binding[] = [
  ...Object.entries(TYPES).map(([name, type]) => ({ name, type, value: column(name, type) })),
  { name: FLATTENED, type: "json", value: { kind: "path", column: FLATTENED, keys: [] } },
  { name: CREATED, type: "time", value: { kind: "path", column: CREATED, keys: [] } },
];

function column(name: string, type: ValueType): Value {
  return { kind: "column", column: name, type, many: false };
}

function find(name: string): Binding | undefined {
  if (!name.startsWith(`${FLATTENED}.`)) return listed.find((each) => each.name === name);
  const keys = name.slice(FLATTENED.length + 1).split(".");
  return { name, type: "text", value: { kind: "path", column: FLATTENED, keys } };
}

function named(name: string): Binding {
  const binding = find(name);
  if (!binding) throw new Error(`no field ${name}`);
  return binding;
}

/** A vocabulary with a field of every type. Each field is a column of its own name. */
export const fakeVocabulary: Vocabulary = {
  name: "ecs",
  resolve(name) {
    const binding = find(name);
    if (binding) return { kind: "field", binding };
    return {
      kind: "unknown",
      hint: didYouMean(
        name,
        listed.map((each) => each.name),
      ),
    };
  },
  expand(pattern) {
    const expression = new RegExp(
      `^${pattern
        .split("*")
        .map((part) => part.replace(/[^a-z]/gi, (char) => `[${char === "^" ? "\\^" : char === "\\" ? "\\\\" : char}]`))
        .join(".*")}$`,
      "s",
    );
    return listed.filter((each) => expression.test(each.name));
  },
  defaultFields: [named("event.action"), named("event.code"), named("source.ip"), named("user.name")],
  everything: named("user.name"),
};
