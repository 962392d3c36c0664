import { unreachable } from "../../util/invariant.ts";
import type { Reference } from "./ast.ts";

/** Where a message takes its values from. */
export interface TemplateScope {
  /** `severity`, `first_seen`, `first_seen_epoch` (ms), `events_matched_per_query.a` ... */
  readonly builtins: Readonly<Record<string, string | number>>;
  /** The values of an attribute (`@userIdentity.session_name`) or a tag (`env`, `host.name`); empty when unknown. */
  lookup(path: string): readonly string[];
}

/**
 * The values of a variable, as they are; none when it is unknown. A built-in goes before a tag of its name;
 * `{{host.name}}` is the tag `host.name`, else the name of the tag `host`.
 */
export function valuesOf(reference: Reference, scope: TemplateScope): readonly string[] {
  switch (reference.kind) {
    case "nothing":
      return [];
    case "attribute":
      return scope.lookup(reference.path);
    case "tag":
      return scope.lookup(reference.key);
    case "name":
      return valuesOfName(reference.name, scope);
    default:
      return unreachable(reference);
  }
}

function valuesOfName(name: string, scope: TemplateScope): readonly string[] {
  const builtin = Object.hasOwn(scope.builtins, name) ? scope.builtins[name] : undefined;
  if (builtin !== undefined) return [String(builtin)];
  const values = scope.lookup(name);
  return values.length === 0 && name.endsWith(".name") ? scope.lookup(name.slice(0, -".name".length)) : values;
}
