import { invariant } from "../../util/invariant.ts";
import type { JsonValue } from "../../util/json.ts";
import { safeJson } from "../format/safe-json.ts";
import { shellQuote } from "../shell-quote.ts";

/** One AWS CLI call with the responder's region and profile. */
export function aws(call: string): string {
  return `aws ${call} --region "$REGION" --profile "$PROFILE"`;
}

/** Writes a JSON file for `file://`; the values are JSON-escaped, then the whole is one quoted word. */
export function writeJson(file: string, json: JsonValue): string {
  const quoted = shellQuote(safeJson(json));
  invariant(quoted !== null, `unprintable text in ${file}`);
  return `printf '%s\\n' ${quoted} > ${file}`;
}

/** `NAMES=('a' 'b')`: a bash array of checked values. */
export function assignArray(name: string, texts: readonly string[]): string {
  return `${name}=(${texts.map((text) => shellQuote(text) ?? "").join(" ")})`;
}

/** The variable, or this text when the responder has not set it. */
export function orElse(name: string, text: string): string {
  return `\${${name}:-${text}}`;
}

/** The elements of a bash array as separate words. */
export function eachOf(name: string): string {
  return `"\${${name}[@]}"`;
}
