import { createDecodedWriter, type Decoded } from "./decoded.ts";

/** A piece of the literal that stands for `text`: a character, an escape, or a doubled quote. */
interface Piece {
  readonly text: string;
  readonly at: number;
  /** White space as such, which folding and indentation may leave out. */
  readonly isBlank: boolean;
}

/**
 * Where the characters of a YAML scalar stand in its literal. `text` is what the YAML parser made of it: the literal is not
 * decoded a second time, but followed. Everything but white space keeps its order, so each such character has its exact place;
 * white space that was folded or cut has the place of what it stands beside.
 */
export function decodeYamlText(literal: string, text: string): Decoded {
  const pieces = piecesOf(literal);
  const writer = createDecodedWriter();
  let next = 0;
  for (let i = 0; i < text.length; ) {
    while (pieces[next]?.isBlank && !text.startsWith(pieces[next]?.text ?? "", i)) next += 1;
    const piece = pieces[next];
    if (piece !== undefined && text.startsWith(piece.text, i)) {
      writer.put(piece.text, piece.at);
      next += 1;
      i += piece.text.length;
    } else {
      writer.put(text[i] ?? "", piece?.at ?? literal.length);
      i += 1;
    }
  }
  return writer.end(pieces[next - 1] === undefined ? 0 : Math.min(literal.length, (pieces[next - 1]?.at ?? 0) + 1));
}

function piecesOf(literal: string): readonly Piece[] {
  switch (literal[0]) {
    case '"':
      return quotedPieces(literal, escapeAt);
    case "'":
      return quotedPieces(literal, doubledAt);
    case "|":
    case ">": {
      const header = literal.indexOf("\n") + 1;
      return header === 0 ? [] : plainPieces(literal, header, literal.length);
    }
    default:
      return plainPieces(literal, 0, literal.length);
  }
}

function plainPieces(literal: string, from: number, to: number): readonly Piece[] {
  return Array.from({ length: to - from }, (_, i) => plainPiece(literal, from + i));
}

function plainPiece(literal: string, at: number): Piece {
  const text = literal[at] ?? "";
  return { text, at, isBlank: " \t\r\n".includes(text) };
}

/** What stands for something else at this place: its length in the literal and its meaning. Null: a character as such. */
type ReadSpecial = (literal: string, at: number) => { readonly length: number; readonly text: string } | null;

function quotedPieces(literal: string, read: ReadSpecial): readonly Piece[] {
  const pieces: Piece[] = [];
  const end = literal.length - 1;
  for (let at = 1; at < end; ) {
    const special = read(literal, at);
    if (special === null) pieces.push(plainPiece(literal, at));
    else if (special.text !== "") pieces.push({ text: special.text, at, isBlank: false });
    at += special?.length ?? 1;
  }
  return pieces;
}

const doubledAt: ReadSpecial = (literal, at) => (literal.startsWith("''", at) ? { length: 2, text: "'" } : null);

/** YAML 1.2.2, 5.7: escapes of double-quoted scalars. */
const SHORT: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};

const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

const escapeAt: ReadSpecial = (literal, at) => {
  if (literal[at] !== "\\") return null;
  const letter = literal[at + 1] ?? "";
  const short = SHORT[letter];
  if (short !== undefined) return { length: 2, text: short };
  const digits = HEX_DIGITS[letter] ?? 0;
  const code = Number.parseInt(literal.slice(at + 2, at + 2 + digits), 16);
  const isCode = digits > 0 && code <= 0x10ffff;
  // What is left is a line that goes on: nothing stands for it.
  return isCode ? { length: 2 + digits, text: String.fromCodePoint(code) } : { length: 1, text: "" };
};
