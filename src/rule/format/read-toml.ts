import { type AST, ParseError, parseTOML } from "toml-eslint-parser";
import { type Span, span } from "../../source/span.ts";
import { unreachable } from "../../util/invariant.ts";
import { DEEPEST } from "./read-json.ts";
import type { Report } from "./report.ts";
import { createTomlTable, type TomlTable } from "./toml-table.ts";
import type { ObjectTree, TextStyle, Tree } from "./tree.ts";

/** One rule; the parser needs more than linear time for very many keys. */
const LONGEST = 1024 * 1024;

/** TOML 1.0. Null when a diagnostic says why not. */
export function readToml(report: Report): ObjectTree | null {
  const { text } = report.file;
  if (text.length > LONGEST) {
    report.error("limit", span(0, 0), `a TOML rule of more than ${LONGEST} characters`);
    return null;
  }
  const program = parse(report);
  if (!program) return null;
  const root = createTomlTable(span(0, 0));
  for (const part of program.body[0].body) {
    const path = part.type === "TOMLTable" ? part.resolvedKey : [];
    if (path.length > DEEPEST) return tooDeep(part, report);
    const table = part.type === "TOMLTable" ? root.open(path, spanOf(part.key)) : root;
    for (const pair of part.type === "TOMLTable" ? part.body : [part]) {
      if (!assign(table, pair, 0)) return tooDeep(pair, report);
    }
  }
  return root.tree();
}

function parse(report: Report): AST.TOMLProgram | null {
  try {
    return parseTOML(report.file.text, { tomlVersion: "1.0" });
  } catch (fault) {
    if (!(fault instanceof ParseError)) throw fault;
    report.error("syntax", span(fault.index, fault.index + 1), `this is not TOML: ${lowerFirst(fault.message)}`);
    return null;
  }
}

function tooDeep(node: AST.TOMLNode, report: Report): null {
  report.error("limit", spanOf(node), `nested more than ${DEEPEST} levels deep`);
  return null;
}

/** False when it goes too deep. */
function assign(table: TomlTable, pair: AST.TOMLKeyValue, depth: number): boolean {
  const names = pair.key.keys.map((key) => (key.type === "TOMLBare" ? key.name : key.value));
  if (names.length > DEEPEST) return false;
  const value = toTree(pair.value, depth);
  if (!value) return false;
  table.open(names.slice(0, -1), spanOf(pair.key)).put(names.at(-1) ?? "", spanOf(pair.key), value);
  return true;
}

/** Null when it goes too deep. */
function toTree(node: AST.TOMLContentNode, depth: number): Tree | null {
  if (depth > DEEPEST) return null;
  if (node.type === "TOMLValue") return toLeaf(node);
  if (node.type === "TOMLArray") return toList(node, depth);
  const table = createTomlTable(spanOf(node));
  return node.body.every((pair) => assign(table, pair, depth + 1)) ? table.tree() : null;
}

function toList(node: AST.TOMLArray, depth: number): Tree | null {
  const items: Tree[] = [];
  for (const element of node.elements) {
    const item = toTree(element, depth + 1);
    if (!item) return null;
    items.push(item);
  }
  return { kind: "list", items, span: spanOf(node) };
}

function toLeaf(node: AST.TOMLValue): Tree {
  switch (node.kind) {
    case "string":
      return { kind: "text", text: node.value, style: styleOf(node), span: spanOf(node) };
    case "integer":
    case "float":
      return { kind: "number", number: node.value, span: spanOf(node) };
    case "boolean":
      return { kind: "boolean", boolean: node.value, span: spanOf(node) };
    case "offset-date-time":
    case "local-date-time":
    case "local-date":
    case "local-time":
      return { kind: "date", text: node.datetime, span: spanOf(node) };
    default:
      return unreachable(node);
  }
}

function styleOf(node: AST.TOMLStringValue): TextStyle {
  if (node.style === "basic") return node.multiline ? "toml-long-basic" : "toml-basic";
  return node.multiline ? "toml-long-literal" : "toml-literal";
}

function spanOf(node: AST.TOMLNode): Span {
  return span(node.range[0], node.range[1]);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
