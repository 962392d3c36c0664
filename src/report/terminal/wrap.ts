import { columnsOf } from "./columns-of.ts";

const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });
const BREAKS_AFTER = "/:,;=@._-";

/** Lines of at most `width` terminal columns, broken at spaces; longer words at punctuation, else anywhere. `text`: one printable line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/ +/).flatMap((each) => pieces(each, width))) {
    const joined = line === "" ? word.text : `${line}${word.glued ? "" : " "}${word.text}`;
    if (line !== "" && columnsOf(joined) > width) {
      lines.push(line);
      line = word.text;
    } else line = joined;
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line];
}

interface Piece {
  readonly text: string;
  /** Belongs to the piece before it: no space between them. */
  readonly glued: boolean;
}

function pieces(word: string, width: number): readonly Piece[] {
  const found: Piece[] = [];
  let rest = word;
  while (columnsOf(rest) > width) {
    const head = headOf(rest, width);
    found.push({ text: head, glued: found.length > 0 });
    rest = rest.slice(head.length);
  }
  return rest === "" ? found : [...found, { text: rest, glued: found.length > 0 }];
}

/** As many graphemes as fit, at least one; up to the last punctuation when that is past the middle. */
function headOf(word: string, width: number): string {
  let head = "";
  let columns = 0;
  let atBreak = "";
  for (const { segment } of GRAPHEMES.segment(word)) {
    columns += columnsOf(segment);
    if (columns > width && head !== "") break;
    head += segment;
    if (BREAKS_AFTER.includes(segment) && columns > width / 2) atBreak = head;
  }
  return atBreak === "" ? head : atBreak;
}
