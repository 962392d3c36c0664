import type { Source } from "../../source/source.ts";
import { nowhere, type Span, span } from "../../source/span.ts";

/** The span of a whole query; nowhere for a file that holds no query. */
export function whole(source: Source): Span {
  return source.container ? span(0, source.text.length) : nowhere;
}
