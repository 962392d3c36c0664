import { embedded, type Source } from "../../source/source.ts";
import { decodeJsonText } from "./decode-json-text.ts";
import { decodeTomlText } from "./decode-toml-text.ts";
import { decodeYamlText } from "./decode-yaml-text.ts";
import type { Decoded } from "./decoded.ts";
import type { TextTree } from "./tree.ts";

/** The text of a rule file's string as a source of its own, every character of it tied to its place in the file. */
export function textSource(file: Source, tree: TextTree): Source {
  const { start, end } = tree.span;
  const literal = file.text.slice(start, end);
  const decoded = decode(literal, tree);
  const offsets = decoded.offsets.map((offset) => offset + start);
  return embedded(file, decoded.text, offsets);
}

function decode(literal: string, { style, text }: TextTree): Decoded {
  if (style === "json") return decodeJsonText(literal);
  return style === "yaml" ? decodeYamlText(literal, text) : decodeTomlText(literal, style);
}
