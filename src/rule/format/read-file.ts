import type { Source } from "../../source/source.ts";
import { type Span, span } from "../../source/span.ts";
import { readElasticToml } from "./elastic/elastic-toml.ts";
import { partsOf } from "./json-parts.ts";
import type { Part } from "./parts.ts";
import { isJson, readJson } from "./read-json.ts";
import type { Report } from "./report.ts";

/** The rules and what belongs to them in one file. Its content says what it is; its name only when the content does not. */
export function readFile(file: Source, report: Report): readonly Part[] {
  if (file.text.trim() === "") {
    report.error("syntax", span(0, 0), "the file is empty");
    return [];
  }
  if (!looksLikeJson(file)) {
    const found = readElasticToml(file, report);
    return found ? [{ kind: "elastic-rule", span: found.tree.span, found }] : [];
  }
  return chunks(file).flatMap((chunk) => {
    const tree = readJson(chunk, report);
    return tree ? partsOf(tree, file, report) : [];
  });
}

/** A TOML table `[rule]` begins like a JSON list, and a file that is neither may be called one or the other. */
function looksLikeJson({ name, text }: Source): boolean {
  if (/^\s*(\{|\[\s*[{\]])/.test(text)) return true;
  const beginsAsToml = /^\s*(\[{1,2}\s*[A-Za-z_]|#|[\w-]+\s*=)/.test(text);
  return !beginsAsToml && /\.(nd)?json$/i.test(name);
}

/** The lines of newline-delimited JSON, of which any may be broken, or the whole file. Blank lines are none. */
function chunks(file: Source): readonly Span[] {
  const lines: Span[] = [];
  for (let start = 0; start < file.text.length; ) {
    const found = file.text.indexOf("\n", start);
    const end = found === -1 ? file.text.length : found;
    if (file.text.slice(start, end).trim() !== "") lines.push(span(start, end));
    start = end + 1;
  }
  const [first] = lines;
  const isDelimited = first !== undefined && (isJson(file, first) || lines.every((line) => isObjectLine(file, line)));
  return isDelimited && lines.length > 1 ? lines : [span(0, file.text.length)];
}

function isObjectLine({ text }: Source, { start, end }: Span): boolean {
  return text[start] === "{" && text.slice(start, end).trimEnd().endsWith("}");
}
