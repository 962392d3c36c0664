import type { Binding, Vocabulary } from "../../ir/vocabulary.ts";
import { makeVocabulary } from "../vocabulary/make-vocabulary.ts";
import { EVERYTHING, OWN_FIELDS } from "../vocabulary/own-fields.ts";
import { path, pruned } from "../vocabulary/values.ts";
import { CATEGORY } from "./category.ts";
import { ecsHint } from "./ecs-hint.ts";
import { ENTITY } from "./entity.ts";
import { ENVELOPE } from "./envelope.ts";
import { IDENTITY } from "./identity.ts";
import { neverFilled } from "./never-filled.ts";
import { PAYLOAD } from "./payload.ts";
import { PAYLOADS } from "./payloads.ts";
import { WEB_ID_ATTRIBUTES } from "./renames.ts";
import { SOURCE } from "./source.ts";
import { TLS } from "./tls.ts";

const LISTED: readonly Binding[] = [
  ...ENVELOPE,
  ...IDENTITY,
  ...SOURCE,
  ...PAYLOAD,
  ...CATEGORY,
  ...TLS,
  ...ENTITY,
  ...OWN_FIELDS,
];

const BY_NAME = new Map(LISTED.map((binding) => [binding.name, binding]));

/** Multi-fields of Elastic's mapping: the same text, analysed otherwise. */
const WITH_TEXT: ReadonlySet<string> = new Set([
  ...PAYLOADS.map(({ ecs }) => `aws.cloudtrail.${ecs}`),
  "user_agent.original",
  "user.name",
  "user.target.name",
  "user.changes.name",
  "source.as.organization.name",
]);

/** Elastic Common Schema, as Elastic's AWS integration 8.x fills it from CloudTrail. Case-sensitive. */
export const ecs: Vocabulary = makeVocabulary({
  name: "ecs",
  listed: LISTED,
  open: (fieldName) =>
    textField(fieldName) ?? flattened(fieldName) ?? webIdAttribute(fieldName) ?? neverFilled(fieldName),
  hint: ecsHint,
  defaultFields: [EVERYTHING],
  everything: EVERYTHING,
});

function textField(fieldName: string): Binding | undefined {
  if (!fieldName.endsWith(".text")) return undefined;
  const base = fieldName.slice(0, -".text".length);
  const binding = WITH_TEXT.has(base) ? BY_NAME.get(base) : undefined;
  return binding && { ...binding, name: fieldName };
}

function flattened(fieldName: string): Binding | undefined {
  for (const { ecs: name, column } of PAYLOADS) {
    const keys = keysBelow(fieldName, `aws.cloudtrail.flattened.${name}.`);
    if (keys) return { name: fieldName, type: "text", value: pruned(path(column, ...keys)) };
  }
  return undefined;
}

function webIdAttribute(fieldName: string): Binding | undefined {
  const [name, raw] = WEB_ID_ATTRIBUTES;
  const keys = keysBelow(fieldName, `${name}.`);
  if (!keys) return undefined;
  return { name: fieldName, type: "text", value: pruned(path("user_identity", ...raw.split(".").slice(1), ...keys)) };
}

/** The keys after a prefix; undefined without the prefix, or when a key is empty. */
function keysBelow(fieldName: string, prefix: string): string[] | undefined {
  if (!fieldName.startsWith(prefix)) return undefined;
  const keys = fieldName.slice(prefix.length).split(".");
  return keys.includes("") ? undefined : keys;
}
