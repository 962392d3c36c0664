import { Composer, type Document, isAlias, isMap, isScalar, isSeq, type ParsedNode } from "yaml";
import { nowhere, type Span } from "../../source/span.ts";
import { quote } from "../format/quote.ts";
import type { Report } from "../format/report.ts";
import type { Entry, Tree } from "../format/tree.ts";
import { SUPPRESSION_LIMITS } from "./limits.ts";
import { yamlTokens } from "./yaml-tokens.ts";

/**
 * A YAML 1.2 document (JSON is one) with the place of every value. Null when a diagnostic says why not. Refused besides what
 * is no YAML: aliases, tags, several documents, keys that are no text, a key given twice, and what is nested too deeply.
 */
export function readYaml(text: string, report: Report): Tree | null {
  const tokens = yamlTokens(text, SUPPRESSION_LIMITS.nesting);
  if (tokens === null) {
    report.error("limit", nowhere, `lists and mappings are nested more than ${SUPPRESSION_LIMITS.nesting} deep`);
    return null;
  }
  // Its own search for keys given twice takes quadratic time.
  const composer = new Composer({ version: "1.2", schema: "core", uniqueKeys: false, prettyErrors: false });
  const [document, other] = [...composer.compose(tokens, true, text.length)];
  if (document === undefined) return null;
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    report.error("syntax", { start: pos[0], end: pos[1] }, sentence(message), HINTS[code]);
  }
  if (other !== undefined) report.error("syntax", startOf(other), "one document was expected, here begins another");
  if (report.diagnostics.some(({ severity }) => severity === "error")) return null;
  return toTree(document.contents as ParsedNode | null, report);
}

/** Of mistakes that queries invite. */
const HINTS: Readonly<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: "a text with a colon stands in quotes, or in lines of its own after `>-`",
};

function startOf({ contents }: Document.Parsed): Span {
  const start = contents?.range?.[0] ?? 0;
  return { start, end: start + 1 };
}

/** As ours are written: no line breaks, no full stop. */
function sentence(message: string): string {
  return message.replace(/\s+/g, " ").replace(/\.$/, "");
}

function spanOf(node: ParsedNode): Span {
  const [start, end] = node.range;
  return { start, end };
}

function toTree(node: ParsedNode | null, report: Report): Tree {
  if (node === null) return { kind: "null", span: nowhere };
  const span = spanOf(node);
  if (node.tag !== undefined) report.error("unsupported-feature", span, "tags are not supported here");
  if (isAlias(node)) {
    report.error("unsupported-feature", span, "aliases are not supported here: write the value out");
    return { kind: "null", span };
  }
  if (isMap<ParsedNode, ParsedNode | null>(node))
    return { kind: "object", entries: entriesOf(node.items, report), span };
  if (isSeq<ParsedNode>(node)) return { kind: "list", items: node.items.map((each) => toTree(each, report)), span };
  return isScalar(node) ? scalarTree(node.value, span) : { kind: "null", span };
}

interface PairOfNodes {
  readonly key: ParsedNode;
  readonly value: ParsedNode | null;
}

function entriesOf(pairs: readonly PairOfNodes[], report: Report): readonly Entry[] {
  const seen = new Set<string>();
  return pairs.flatMap(({ key, value }): readonly Entry[] => {
    const keySpan = spanOf(key);
    if (!isScalar(key) || typeof key.value !== "string") {
      report.error("syntax", keySpan, "expected a text as key");
      return [];
    }
    if (seen.has(key.value)) {
      report.error("syntax", keySpan, `the key ${quote(key.value)} is given twice`);
      return [];
    }
    seen.add(key.value);
    return [{ key: key.value, keySpan, value: toTree(value, report) }];
  });
}

function scalarTree(value: unknown, span: Span): Tree {
  switch (typeof value) {
    case "string":
      return { kind: "text", text: value, style: "yaml", span };
    case "number":
      return { kind: "number", number: value, span };
    case "boolean":
      return { kind: "boolean", boolean: value, span };
    default:
      return { kind: "null", span };
  }
}
