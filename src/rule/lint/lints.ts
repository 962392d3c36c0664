import { alwaysMatches } from "./always-matches.ts";
import { highCardinality } from "./high-cardinality.ts";
import type { Lint } from "./lint.ts";
import { neverMatches } from "./never-matches.ts";
import { noGuide } from "./no-guide.ts";
import { singleSample } from "./single-sample.ts";
import { unusedQuery } from "./unused-query.ts";

/** Every check, in the order in which they run. */
export const LINTS: readonly Lint[] = [
  noGuide,
  neverMatches,
  alwaysMatches,
  unusedQuery,
  highCardinality,
  singleSample,
];
