import type { DiagnosticCode } from "../../source/diagnostic.ts";
import { type Span, span } from "../../source/span.ts";
import type { TemplateNode } from "./ast.ts";
import { isTimeZone } from "./local-time.ts";
import { parseArithmetic } from "./parse-arithmetic.ts";
import { readReference } from "./reference.ts";
import type { Word } from "./tag.ts";

/** A node, or what is wrong. A warning's tag renders as nothing. */
export type ParsedPlain =
  | { readonly ok: true; readonly node: TemplateNode }
  | {
      readonly ok: false;
      readonly code: DiagnosticCode;
      readonly severity: "error" | "warning";
      readonly message: string;
      readonly span: Span;
    };

/** A variable, or a helper with its arguments. */
export function parsePlain(words: readonly Word[], where: Span): ParsedPlain {
  const [first, ...rest] = words;
  if (first === undefined) return refuse("warning", "syntax", "an empty tag renders nothing", where);
  if (rest.length === 0) return variable(first, where);
  switch (first.text) {
    case "eval":
      return evaluation(rest, where);
    case "local_time":
      return localTime(rest, where);
    case "urlencode":
      return rest.length === 1
        ? encoded(rest, where)
        : refuse("error", "syntax", '"urlencode" takes one variable', where);
    default: {
      const message = `the helper "${first.text.slice(0, 80)}" is not supported: there are eval, local_time and urlencode`;
      return refuse("error", "unsupported-feature", message, first.span);
    }
  }
}

function variable(word: Word, where: Span): ParsedPlain {
  const reference = readReference(word.text);
  if (reference.kind !== "nothing") return { ok: true, node: { kind: "value", reference, span: where } };
  const message = `"${word.text.slice(0, 80)}" names no variable and renders nothing`;
  return refuse("warning", "unknown-reference", message, word.span);
}

function evaluation(words: readonly Word[], where: Span): ParsedPlain {
  const [only, more] = words;
  if (only === undefined || more !== undefined) {
    return refuse("error", "syntax", '"eval" takes one expression, in quotes', where);
  }
  const parsed = parseArithmetic(only.text);
  if (parsed.ok) return { ok: true, node: { kind: "eval", expression: parsed.expression, span: where } };
  const start = only.span.start + (only.quoted ? 1 : 0) + parsed.at;
  return refuse("error", "syntax", parsed.message, span(start, Math.min(start + 1, only.span.end)));
}

function localTime(words: readonly Word[], where: Span): ParsedPlain {
  const [time, zone, more] = words;
  if (time === undefined || zone === undefined || more !== undefined) {
    return refuse("error", "syntax", '"local_time" takes a variable and a time zone, each in quotes', where);
  }
  if (!isTimeZone(zone.text)) {
    return refuse("error", "invalid-value", `unknown time zone "${zone.text.slice(0, 80)}"`, zone.span);
  }
  const reference = readReference(time.text);
  return { ok: true, node: { kind: "local_time", reference, zone: zone.text, span: where } };
}

function encoded([word]: readonly Word[], where: Span): ParsedPlain {
  return { ok: true, node: { kind: "url_encode", reference: readReference(word?.text ?? ""), span: where } };
}

function refuse(severity: "error" | "warning", code: DiagnosticCode, message: string, where: Span): ParsedPlain {
  return { ok: false, code, severity, message, span: where };
}
