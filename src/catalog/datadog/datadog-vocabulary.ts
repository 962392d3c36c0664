import type { Binding, Vocabulary } from "../../ir/vocabulary.ts";
import { makeVocabulary } from "../vocabulary/make-vocabulary.ts";
import { EVERYTHING, OWN_FIELDS } from "../vocabulary/own-fields.ts";
import { rawHint } from "../vocabulary/raw-hint.ts";
import { RAW_FIELDS, rawBinding } from "../vocabulary/raw-value.ts";
import { ATTRIBUTES, RESERVED } from "./attributes.ts";
import { neverFilled } from "./never-filled.ts";

const RAW: readonly Binding[] = RAW_FIELDS.flatMap((name) => rawBinding(name) ?? []);

/** A CloudTrail log has no message of its own: the whole record is searched. */
const MESSAGE: Binding = { ...EVERYTHING, name: "message" };

const LISTED: readonly Binding[] = [...RESERVED, MESSAGE, ...[...ATTRIBUTES, ...RAW, ...OWN_FIELDS].map(asAttribute)];

/** Datadog's names: attributes with `@`, reserved attributes and tags without. Case-sensitive. */
export const datadog: Vocabulary = makeVocabulary({
  name: "datadog",
  listed: LISTED,
  open: (fieldName) => rawAttribute(fieldName) ?? neverFilled(fieldName),
  hint,
  defaultFields: [MESSAGE],
  everything: EVERYTHING,
});

function asAttribute(binding: Binding): Binding {
  return { ...binding, name: `@${binding.name}` };
}

function rawAttribute(fieldName: string): Binding | undefined {
  const binding = fieldName.startsWith("@") ? rawBinding(fieldName.slice(1)) : undefined;
  return binding && asAttribute(binding);
}

const GEO = "@network.client.geoip";
const GEO_HINT = `only country, subdivision, city, continent.name, location and as.name are there, e.g. "${GEO}.as.name"`;

function hint(fieldName: string): string | undefined {
  if (fieldName === GEO || fieldName.startsWith(`${GEO}.`)) return GEO_HINT;
  if (fieldName.startsWith("@")) return attributeHint(fieldName.slice(1));
  if (LISTED.some(({ name }) => name === `@${fieldName}`))
    return `attributes begin with @: did you mean "@${fieldName}"?`;
  return `a CloudTrail file has no tag "${fieldName}"; attributes begin with @`;
}

/** What to write for attributes that Datadog has for many other logs. */
const INSTEAD: Readonly<Record<string, string>> = {
  "evt.outcome": 'a call that failed has an "@error.kind": write -@error.kind:* for those that did not',
  "usr.email": 'an e-mail stands in "@userIdentity.session_name" or in "@usr.name"',
};

/** The added attributes are guessed by the vocabulary itself; paths into the record have reasons of their own. */
function attributeHint(name: string): string | undefined {
  if (Object.hasOwn(INSTEAD, name)) return INSTEAD[name];
  const [top = ""] = name.split(".");
  return RAW_FIELDS.some((known) => known.split(".")[0]?.toLowerCase() === top.toLowerCase())
    ? rawHint(name, "@")
    : undefined;
}
