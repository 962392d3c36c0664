import { isImpossible } from "./impossible.ts";
import type { Lint } from "./lint.ts";
import { whole } from "./whole.ts";

export const neverMatches: Lint = {
  id: "never-matches",
  severity: "warning",
  sentence: "No event can satisfy the query: it asks one value to be two things, or for a field that is always empty.",
  check(_rule, { queries }) {
    return queries.flatMap(({ source, predicate }) => {
      if (!isImpossible(predicate)) return [];
      const message = "no event can satisfy this query together with the rule's filters and exceptions";
      return [{ code: "never-matches", message, source, span: whole(source) }];
    });
  },
};
