import type { Source } from "../../source/source.ts";
import { type Span, span } from "../../source/span.ts";
import { TEMPLATE_LIMITS } from "./limits.ts";

/** A template cut at its tags. Spans cover the braces; `inner` is what stands between them. */
export type Piece =
  | { readonly kind: "text"; readonly text: string; readonly span: Span }
  | { readonly kind: "raw"; readonly text: string; readonly span: Span }
  | { readonly kind: "tag"; readonly inner: Span; readonly span: Span }
  /** Braces that nothing closes: what follows is text. */
  | { readonly kind: "unclosed"; readonly what: "tag" | "raw"; readonly span: Span };

const RAW_OPEN = "{{{{raw}}}}";
const RAW_CLOSE = "{{{{/raw}}}}";

/** Cuts `{{...}}`, `{{{...}}}` (read as the former: nothing goes in unescaped) and raw blocks out of the text. */
export function scanTemplate({ text }: Source): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("{{", at);
    if (open !== at) pieces.push(textPiece(text, at, open === -1 ? text.length : open));
    if (open === -1) break;
    const piece = pieceAt(text, open);
    pieces.push(piece);
    at = piece.span.end;
  }
  return pieces;
}

function textPiece(text: string, start: number, end: number): Piece {
  return { kind: "text", text: text.slice(start, end), span: span(start, end) };
}

function pieceAt(text: string, open: number): Piece {
  if (text.startsWith(RAW_OPEN, open)) return rawAt(text, open);
  const braces = text.startsWith("{{{", open) ? 3 : 2;
  const close = closing(text, open + braces);
  if (close === -1) return { kind: "unclosed", what: "tag", span: span(open, open + 2) };
  const end = braces === 3 && text[close + 2] === "}" ? close + 3 : close + 2;
  return { kind: "tag", inner: span(open + braces, close), span: span(open, end) };
}

function rawAt(text: string, open: number): Piece {
  const start = open + RAW_OPEN.length;
  const close = text.indexOf(RAW_CLOSE, start);
  if (close === -1) return { kind: "unclosed", what: "raw", span: span(open, start) };
  return { kind: "raw", text: text.slice(start, close), span: span(open, close + RAW_CLOSE.length) };
}

/** Where the `}}` of a tag stands: outside quotes when they are closed, else the first one; -1 when it has none. */
function closing(text: string, start: number): number {
  const tag = text.slice(start, start + TEMPLATE_LIMITS.tag);
  const quoted = /^(?:[^"'}]|\}(?!\})|"[^"]*"|'[^']*')*\}\}/.exec(tag);
  const length = quoted === null ? tag.indexOf("}}") : quoted[0].length - 2;
  return length === -1 ? -1 : start + length;
}
