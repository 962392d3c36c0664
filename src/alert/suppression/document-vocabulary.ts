import type { Value } from "../../ir/expr.ts";
import type { Binding, Vocabulary } from "../../ir/vocabulary.ts";
import { invariant } from "../../util/invariant.ts";
import type { JsonObject } from "../../util/json.ts";
import { allLeaves } from "../document/all-leaves.ts";
import { readKeys } from "../document/read-path.ts";

/** What a Datadog search over a document, not over stored events, can name. */
export interface DocumentFields {
  /** Where `@path` begins. */
  readonly attributes: readonly string[];
  /** Names without `@` that are a path of their own; every other one is the key of a tag. */
  readonly reserved: Readonly<Record<string, readonly string[]>>;
  readonly tags: readonly string[];
}

const DOCUMENT = "document";
const TAG = "tag";
const EVERYTHING = "everything";

/** A vocabulary whose values `documentElements` reads from a document: nothing is unknown, as attributes are open. */
export function documentVocabulary(fields: DocumentFields): Vocabulary {
  const resolve = (name: string): Binding => ({ name, type: "text", value: namedValue(fields, name) });
  return {
    name: "datadog",
    resolve: (name) => ({ kind: "field", binding: resolve(name) }),
    expand: () => [],
    defaultFields: Object.keys(fields.reserved).map(resolve),
    everything: { name: "*", type: "text", value: { kind: "path", column: EVERYTHING, keys: [] } },
  };
}

function namedValue({ attributes, reserved }: DocumentFields, name: string): Value {
  if (name.startsWith("@")) {
    return { kind: "path", column: DOCUMENT, keys: [...attributes, ...name.slice(1).split(".")] };
  }
  const own = Object.hasOwn(reserved, name) ? reserved[name] : undefined;
  if (own !== undefined) return { kind: "path", column: DOCUMENT, keys: own };
  return { kind: "path", column: TAG, keys: [name] };
}

/** The elements of such a vocabulary's values in one document. */
export function documentElements(fields: DocumentFields, document: JsonObject): (value: Value) => readonly string[] {
  return (value) => {
    invariant(value.kind === "path", `a ${value.kind} value of another vocabulary`);
    switch (value.column) {
      case TAG:
        return tagValues(readKeys(document, fields.tags), value.keys);
      case EVERYTHING:
        return allLeaves(document);
      default:
        return readKeys(document, value.keys);
    }
  };
}

/** `prod` of the tag `env:prod`, for the key `env`. */
function tagValues(tags: readonly string[], [key = ""]: readonly string[]): readonly string[] {
  return tags.filter((tag) => tag.startsWith(`${key}:`)).map((tag) => tag.slice(key.length + 1));
}
