import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type YAMLError,
  type YAMLWarning,
} from "yaml";
import { yamlTokens } from "../../rule/suppression-file/yaml-tokens.ts";
import type { Diagnostic } from "../../source/diagnostic.ts";
import { type Source, source } from "../../source/source.ts";
import { nowhere, type Span, span } from "../../source/span.ts";
import { hideLines } from "./hide-secrets.ts";

export type Path = readonly PropertyKey[];

/** A YAML file as data, with the places of its nodes. */
export interface ReadYaml {
  readonly value: unknown;
  /** Of the node at this path, or of the nearest one above it that is there. */
  readonly valueSpan: (path: Path) => Span;
  /** Of the key that the path ends with. */
  readonly keySpan: (path: Path) => Span;
  /** Texts, numbers and booleans, each with the keys above it, the nearest last. */
  readonly scalars: readonly { readonly keys: readonly string[]; readonly span: Span }[];
}

const DEEPEST = 50;
/** Aliases may be resolved so many times. */
const MOST_ALIASES = 100;

/** YAML 1.2, one document. An empty one is an object without keys. What YAML itself warns of, e.g. an unknown tag, is an error. */
export function readYaml(name: string, text: string): ReadYaml | { readonly errors: readonly Diagnostic[] } {
  if (yamlTokens(text, DEEPEST) === null)
    return { errors: [yamlError("the YAML is nested too deeply", source(name, ""), nowhere)] };
  try {
    const document = parseDocument(text, { prettyErrors: false, stringKeys: true });
    const faults = [...document.errors, ...document.warnings];
    if (faults.length > 0) {
      const hidden = source(name, hideLines(text));
      return { errors: faults.map((fault) => yamlError(messageOf(fault), hidden, span(...fault.pos))) };
    }
    return readDocument(document, document.toJS({ maxAliasCount: MOST_ALIASES }) ?? {});
  } catch (fault) {
    if (!(fault instanceof RangeError || fault instanceof ReferenceError)) throw fault;
    return { errors: [yamlError("the YAML is nested too deeply, or has too many aliases", source(name, ""), nowhere)] };
  }
}

function messageOf({ code, message }: YAMLError | YAMLWarning): string {
  return code === "MULTIPLE_DOCS" ? "expected one document" : message.replace(/\.$/, "");
}

function yamlError(message: string, at: Source, place: Span): Diagnostic {
  return { code: "syntax", severity: "error", message, source: at, span: place };
}

function readDocument(document: Document.Parsed, value: unknown): ReadYaml {
  const resolve = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);
  return {
    value,
    valueSpan: (path) => spanOf(follow(document.contents, path, resolve).node),
    keySpan: (path) => {
      const { node } = follow(document.contents, path.slice(0, -1), resolve);
      const pair = pairOf(resolve(node), path.at(-1));
      return spanOf(pair ? pair.key : node);
    },
    scalars: scalarsIn(document.contents, []),
  };
}

function follow(from: unknown, path: Path, resolve: (node: unknown) => unknown): { readonly node: unknown } {
  let node = from;
  for (const step of path) {
    const holder = resolve(node);
    const next = isSeq(holder) ? holder.items[Number(step)] : pairOf(holder, step)?.value;
    if (next === undefined || next === null) return { node };
    node = next;
  }
  return { node };
}

function pairOf(
  node: unknown,
  key: PropertyKey | undefined,
): { readonly key: unknown; readonly value: unknown } | undefined {
  return isMap(node) ? node.items.find((pair) => isScalar(pair.key) && pair.key.value === key) : undefined;
}

function spanOf(node: unknown): Span {
  const range = (node as Partial<Node> | null)?.range;
  return range ? span(range[0], Math.max(range[0], range[1])) : nowhere;
}

function scalarsIn(node: unknown, keys: readonly string[]): ReadYaml["scalars"] {
  if (isScalar(node)) return [{ keys, span: spanOf(node) }];
  if (isSeq(node)) return node.items.flatMap((item) => scalarsIn(item, keys));
  return isMap(node) ? node.items.flatMap(({ key, value }) => scalarsIn(value, [...keys, String(key)])) : [];
}
