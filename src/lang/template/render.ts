import { unreachable } from "../../util/invariant.ts";
import { evaluate } from "./arithmetic.ts";
import type { BlockCondition, BlockNode, Reference, Template, TemplateNode } from "./ast.ts";
import type { Chunk } from "./chunk.ts";
import { TEMPLATE_LIMITS } from "./limits.ts";
import { formatLocalTime, readTime } from "./local-time.ts";
import { joinChunks } from "./output.ts";
import { plainText } from "./plain-text.ts";
import { readReference } from "./reference.ts";
import { type TemplateScope, valuesOf } from "./scope.ts";
import { urlEncode } from "./url-encode.ts";

interface Rendering {
  readonly scope: TemplateScope;
  readonly chunks: Chunk[];
  length: number;
}

/**
 * The message in Markdown. Every value is escaped: it shows exactly its text (see `escapeMarkdown`) and can do no more.
 * Several values are joined with commas. What has no value renders as nothing: unknown variables, an `eval` or
 * `local_time` over something that is no number or time. At most `TEMPLATE_LIMITS.output` characters, then "…".
 */
export function renderTemplate(template: Template, scope: TemplateScope): string {
  const rendering: Rendering = { scope, chunks: [], length: 0 };
  renderAll(rendering, template.nodes);
  return joinChunks(rendering.chunks);
}

function renderAll(rendering: Rendering, nodes: readonly TemplateNode[]): void {
  const { scope, chunks } = rendering;
  for (const node of nodes) {
    if (rendering.length > TEMPLATE_LIMITS.output) return;
    if (node.kind === "block") {
      renderAll(rendering, holds(node.condition, scope) ? node.body : node.otherwise);
    } else {
      const chunk = chunkOf(node, scope);
      chunks.push(chunk);
      rendering.length += chunk.text.length;
    }
  }
}

function chunkOf(node: Exclude<TemplateNode, BlockNode>, scope: TemplateScope): Chunk {
  switch (node.kind) {
    case "text":
      return { kind: "author", text: node.text };
    case "value":
      return { kind: "value", text: listed(valuesOf(node.reference, scope)) };
    case "eval": {
      const result = evaluate(node.expression, (name) => numberOf(readReference(name), scope));
      return { kind: "value", text: result === undefined ? "" : String(result) };
    }
    case "local_time": {
      const time = readTime(valuesOf(node.reference, scope)[0] ?? "");
      const local = time === undefined ? undefined : formatLocalTime(time, node.zone);
      return { kind: "value", text: local ?? "" };
    }
    case "url_encode":
      return { kind: "value", text: urlEncode(listed(valuesOf(node.reference, scope))) };
    default:
      return unreachable(node);
  }
}

function listed(values: readonly string[]): string {
  const shown = values.slice(0, TEMPLATE_LIMITS.values).map((each) => shortened(plainText(each)));
  const more = values.length - shown.length;
  return shown.join(", ") + (more > 0 ? `, and ${more} more` : "");
}

function shortened(value: string): string {
  if (value.length <= TEMPLATE_LIMITS.value) return value;
  return `${value.slice(0, TEMPLATE_LIMITS.value - 1).replace(/[\u{D800}-\u{DBFF}]$/u, "")}\u{2026}`;
}

function numberOf(reference: Reference, scope: TemplateScope): number | undefined {
  const text = valuesOf(reference, scope)[0] ?? "";
  return /^-?\d{1,20}(\.\d{1,20})?$/.test(text) ? Number(text) : undefined;
}

function holds(condition: BlockCondition, scope: TemplateScope): boolean {
  return matches(condition, valuesOf(condition.reference, scope)) !== condition.negated;
}

/** A variable without a value counts as the empty text: `is_exact_match "x" ""` asks whether it is missing. */
function matches(condition: BlockCondition, values: readonly string[]): boolean {
  if (condition.kind === "present") return values.some((value) => !FALSY.has(value));
  const candidates = values.length === 0 ? [""] : values;
  return candidates.some((value) =>
    condition.texts.some((text) => (condition.exact ? value === text : value.includes(text))),
  );
}

/** As in Handlebars, over texts. */
const FALSY = new Set(["", "0", "false"]);
