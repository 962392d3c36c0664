import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Source } from "../../source/source.ts";
import { type Span, span } from "../../source/span.ts";
import { quote } from "./quote.ts";
import { refuseJson } from "./refuse-json.ts";
import type { Report } from "./report.ts";
import type { Entry, ObjectTree, Tree } from "./tree.ts";

export const DEEPEST = 64;

const FAULTS: Readonly<Record<string, string>> = {
  InvalidSymbol: "this is not JSON",
  InvalidNumberFormat: "not a JSON number",
  PropertyNameExpected: "expected a key in double quotes",
  ValueExpected: "expected a value",
  ColonExpected: "expected a colon after the key",
  CommaExpected: "expected a comma",
  CloseBraceExpected: "expected a closing brace",
  CloseBracketExpected: "expected a closing bracket",
  EndOfFileExpected: "expected nothing more after the JSON value",
  UnexpectedEndOfString: "the string does not end on its line",
  UnexpectedEndOfNumber: "the number does not end",
  InvalidUnicode: "expected four hexadecimal digits after \\u",
  InvalidEscapeCharacter: "the string has an escape that JSON does not know",
  InvalidCharacter: "the string has a control character, which JSON wants escaped",
};

/** Strict JSON (RFC 8259) in a part of a file. Null when a diagnostic says why not. */
export function readJson(part: Span, report: Report): Tree | null {
  const text = report.file.text.slice(part.start, part.end);
  const refused = refuseJson(text, DEEPEST);
  if (refused) {
    const at = span(part.start + refused.at, part.start + refused.at + 1);
    if (refused.fault === "comment") report.error("syntax", at, "this is not JSON, which has no comments");
    else report.error("limit", at, `nested more than ${DEEPEST} levels deep`);
    return null;
  }
  const errors: ParseError[] = [];
  const node = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first || !node) {
    const at = part.start + (first?.offset ?? 0);
    report.error("syntax", span(at, at + (first?.length ?? 0)), faultOf(first));
    return null;
  }
  const before = report.diagnostics.length;
  const tree = toTree(node, part.start, report);
  return report.diagnostics.length === before ? tree : null;
}

/** Does this part hold one whole JSON value? Says nothing. */
export function isJson(file: Source, part: Span): boolean {
  const text = file.text.slice(part.start, part.end);
  if (refuseJson(text, DEEPEST)) return false;
  const errors: ParseError[] = [];
  const node = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  return node !== undefined && errors.length === 0;
}

function faultOf(error: ParseError | undefined): string {
  const name = error ? printParseErrorCode(error.error) : "ValueExpected";
  return FAULTS[name] ?? "this is not JSON";
}

function toTree(node: Node, base: number, report: Report): Tree {
  const at = span(base + node.offset, base + node.offset + node.length);
  switch (node.type) {
    case "object":
      return toObject(node, at, base, report);
    case "array":
      return { kind: "list", items: (node.children ?? []).map((item) => toTree(item, base, report)), span: at };
    case "string":
      return { kind: "text", text: String(node.value), style: "json", span: at };
    case "number":
      return { kind: "number", number: Number(node.value), span: at };
    case "boolean":
      return { kind: "boolean", boolean: node.value === true, span: at };
    default:
      return { kind: "null", span: at };
  }
}

function toObject(node: Node, at: Span, base: number, report: Report): ObjectTree {
  const seen = new Set<string>();
  const entries: Entry[] = [];
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (!key || !value) continue;
    const name = String(key.value);
    const keySpan = span(base + key.offset, base + key.offset + key.length);
    if (seen.has(name)) report.error("syntax", keySpan, `the key ${quote(name)} is given twice`);
    seen.add(name);
    entries.push({ key: name, keySpan, value: toTree(value, base, report) });
  }
  return { kind: "object", entries, span: at };
}
