import { source } from "../../source/source.ts";
import { span } from "../../source/span.ts";
import { hideSpans } from "./hide-secrets.ts";
import type { Place } from "./serve-config.ts";

/** An option of the command line as a text of its own, for code frames: `--listen:1:1: error...`. */
export function optionPlace(option: string, value: string): Place {
  const shown = hideSpans(value, []);
  return { source: source(option, shown), span: span(0, shown.length) };
}
