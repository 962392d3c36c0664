import type { JSX } from "preact";
import { printableShort } from "../../../alert/printable.ts";
import { utcText } from "../../utc-text.ts";

const ISO = /^[\d-]{10}T[\d:.]{8,12}Z$/;

/** An ISO time or epoch ms, to the second. What is no time is shown as it is. */
export function Time({ at }: { readonly at: string | number }): JSX.Element {
  if (typeof at === "string" && !ISO.test(at)) return <span class="text">{printableShort(at, 40)}</span>;
  const text = utcText(at);
  return <time dateTime={text.replace(" ", "T")}>{text}</time>;
}
