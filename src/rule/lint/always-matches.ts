import { isCertain } from "./impossible.ts";
import type { Lint } from "./lint.ts";
import { whole } from "./whole.ts";

export const alwaysMatches: Lint = {
  id: "always-matches",
  severity: "warning",
  sentence: "Every event satisfies the query.",
  check(_rule, { queries }) {
    return queries.flatMap(({ source, predicate }) => {
      if (!isCertain(predicate)) return [];
      return [{ code: "always-matches", message: "every event satisfies this query", source, span: whole(source) }];
    });
  },
};
