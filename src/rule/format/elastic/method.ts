import { unreachable } from "../../../util/invariant.ts";
import type { Schedule } from "../../rule.ts";
import type { ObjectTree } from "../tree.ts";
import type { ElasticContext, ElasticKeys, MethodOf } from "./elastic-context.ts";
import type { ElasticType } from "./elastic-type.ts";
import { readNewTerms } from "./new-terms.ts";
import { readThreshold } from "./threshold.ts";

export function readMethod(
  rule: ObjectTree,
  type: ElasticType,
  keys: ElasticKeys,
  schedule: Schedule | null,
  context: ElasticContext,
): MethodOf | null {
  switch (type) {
    case "query":
      return (predicate) => ({ kind: "query", predicate });
    case "new_terms":
      return readNewTerms(rule, keys, schedule, context);
    case "threshold":
      return readThreshold(rule, keys, schedule, context);
    default:
      return unreachable(type);
  }
}
