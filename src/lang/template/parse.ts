import type { Diagnostic, DiagnosticCode } from "../../source/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import { cover, type Span, span } from "../../source/span.ts";
import { unreachable } from "../../util/invariant.ts";
import type { BlockCondition, Template, TemplateNode } from "./ast.ts";
import { TEMPLATE_LIMITS } from "./limits.ts";
import { parseBlock } from "./parse-block.ts";
import { parsePlain } from "./parse-plain.ts";
import { type Piece, scanTemplate } from "./scan.ts";
import { readTag, type Tag } from "./tag.ts";

export interface ParsedTemplate {
  readonly template: Template;
  readonly diagnostics: readonly Diagnostic[];
}

/** A block whose end has not been seen. Without a condition (it is in error) nothing of it renders. */
interface OpenBlock {
  readonly name: string;
  readonly condition: BlockCondition | null;
  readonly span: Span;
  readonly body: TemplateNode[];
  otherwise: TemplateNode[] | null;
}

interface Parse {
  readonly source: Source;
  readonly root: TemplateNode[];
  readonly open: OpenBlock[];
  readonly diagnostics: Diagnostic[];
}

/**
 * Parses the message or title of a Datadog rule; never throws for a text. There is always a template that renders:
 * what is in error renders nothing, a block without an end ends with the text. Variables that name nothing
 * (`{{@@x}}`, shipped in the vendor's own rules) are warnings. Over the limits of `TEMPLATE_LIMITS` it is empty.
 */
export function parseTemplate(source: Source): ParsedTemplate {
  const parse: Parse = { source, root: [], open: [], diagnostics: [] };
  if (source.text.length > TEMPLATE_LIMITS.text) {
    const message = `a template has at most ${TEMPLATE_LIMITS.text} characters, this one has ${source.text.length}`;
    report(parse, "limit", message, span(0, source.text.length));
    return { template: { nodes: [] }, diagnostics: parse.diagnostics };
  }
  for (const piece of scanTemplate(source)) addPiece(parse, piece);
  while (parse.open.length > 0) {
    report(parse, "syntax", `the block "${shown(parse.open.at(-1)?.name)}" is not closed`, endBlock(parse));
  }
  return { template: { nodes: parse.root }, diagnostics: parse.diagnostics };
}

function addPiece(parse: Parse, piece: Piece): void {
  switch (piece.kind) {
    case "text":
      addNode(parse, { kind: "text", text: withoutMarkers(piece.text), span: piece.span });
      break;
    case "raw":
      addNode(parse, { kind: "text", text: piece.text, span: piece.span });
      break;
    case "tag":
      addTag(parse, readTag(parse.source.text, piece.inner), piece.span);
      break;
    case "unclosed": {
      report(
        parse,
        "syntax",
        piece.what === "raw" ? "the raw block is not closed" : 'the "{{" is not closed',
        piece.span,
      );
      return;
    }
    default:
      unreachable(piece);
  }
}

/** `%%%` begins and ends Markdown in Datadog; a line of its own goes with it. */
function withoutMarkers(text: string): string {
  return text.replace(/^[ \t]{0,100}%%%[ \t]{0,100}(?:\r?\n|$)/gm, "").replaceAll("%%%", "");
}

function addTag(parse: Parse, tag: Tag, where: Span): void {
  switch (tag.kind) {
    case "comment":
      break;
    case "open":
      openBlock(parse, tag, where);
      break;
    case "else":
      turnToElse(parse, where);
      break;
    case "close":
      closeBlock(parse, tag.name, where);
      break;
    case "plain": {
      const parsed = parsePlain(tag.words, where);
      if (parsed.ok) addNode(parse, parsed.node);
      else report(parse, parsed.code, parsed.message, parsed.span, parsed.severity);
      break;
    }
    default:
      unreachable(tag);
  }
}

function openBlock(parse: Parse, tag: Tag & { readonly kind: "open" }, where: Span): void {
  const parsed = parseBlock(tag);
  if (!parsed.ok) report(parse, parsed.code, parsed.message, where);
  const tooDeep = parse.open.length >= TEMPLATE_LIMITS.depth;
  if (tooDeep) report(parse, "limit", `blocks nest at most ${TEMPLATE_LIMITS.depth} levels deep`, where);
  const condition = parsed.ok && !tooDeep ? parsed.condition : null;
  parse.open.push({ name: tag.name, condition, span: where, body: [], otherwise: null });
}

function turnToElse(parse: Parse, where: Span): void {
  const block = parse.open.at(-1);
  if (block === undefined) report(parse, "syntax", "{{else}} stands outside of a block", where);
  else if (block.otherwise === null) block.otherwise = [];
  else report(parse, "syntax", `the block "${shown(block.name)}" has a second {{else}}`, where);
}

function closeBlock(parse: Parse, name: string, where: Span): void {
  const block = parse.open.at(-1);
  if (block?.name === name) {
    endBlock(parse, where);
    return;
  }
  const message =
    block === undefined
      ? `{{/${shown(name)}}} closes nothing`
      : `expected {{/${shown(block.name)}}}, found {{/${shown(name)}}}: blocks cannot cross`;
  report(parse, "syntax", message, where);
  if (!parse.open.some((each) => each.name === name)) return;
  while (parse.open.at(-1)?.name !== name) endBlock(parse);
  endBlock(parse, where);
}

/** Takes the innermost block off; the span of its opening tag. */
function endBlock(parse: Parse, end?: Span): Span {
  const block = parse.open.pop();
  if (block === undefined) throw new Error("bug: no open block");
  const { condition, body, otherwise } = block;
  if (condition !== null) {
    const where = cover(block.span, end ?? span(parse.source.text.length, parse.source.text.length));
    addNode(parse, { kind: "block", condition, body, otherwise: otherwise ?? [], span: where });
  }
  return block.span;
}

function addNode(parse: Parse, node: TemplateNode): void {
  const block = parse.open.at(-1);
  (block === undefined ? parse.root : (block.otherwise ?? block.body)).push(node);
}

function shown(name = ""): string {
  return name.slice(0, 80);
}

function report(
  { source, diagnostics }: Parse,
  code: DiagnosticCode,
  message: string,
  where: Span,
  severity: "error" | "warning" = "error",
): void {
  diagnostics.push({ code, severity, message, source, span: where });
}
