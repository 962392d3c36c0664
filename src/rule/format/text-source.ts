import { embedded, type Source } from "../../source/source.ts";
import { decodeJsonText } from "./decode-json-text.ts";
import { decodeTomlText } from "./decode-toml-text.ts";
import type { TextTree } from "./tree.ts";

/** The text of a rule file's string as a source of its own, every character of it tied to its place in the file. */
export function textSource(file: Source, tree: TextTree): Source {
  const { start, end } = tree.span;
  const literal = file.text.slice(start, end);
  const decoded = tree.style === "json" ? decodeJsonText(literal) : decodeTomlText(literal, tree.style);
  const offsets = decoded.offsets.map((offset) => offset + start);
  return embedded(file, decoded.text, offsets);
}
