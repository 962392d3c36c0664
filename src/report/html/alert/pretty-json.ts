import { printable, printableShort } from "../../../alert/printable.ts";
import { isJsonObject, type JsonValue } from "../../../util/json.ts";

export interface PrettyJson {
  readonly text: string;
  readonly isCut: boolean;
}

const DEEPEST = 40;
const LONGEST_TEXT = 10_000;

interface Writer {
  text: string;
  left: number;
}

/** JSON with two spaces a level and invisible characters spelled out, cut after about `most` characters or 40 levels. */
export function prettyJson(value: JsonValue, most: number): PrettyJson {
  const writer: Writer = { text: "", left: most };
  write(writer, value, 0);
  const isCut = writer.left < 0;
  return { text: isCut ? `${writer.text}\n... cut here: the record is longer` : writer.text, isCut };
}

function write(writer: Writer, value: JsonValue, depth: number): void {
  if (writer.left < 0) return;
  if (Array.isArray(value))
    writeList(
      writer,
      value.map((item) => ["", item] as const),
      "[]",
      depth,
    );
  else if (isJsonObject(value)) writeList(writer, Object.entries(value).map(withKey), "{}", depth);
  else put(writer, scalar(value));
}

function withKey([key, item]: readonly [string, JsonValue]): readonly [string, JsonValue] {
  return [`${scalar(key)}: `, item];
}

function writeList(
  writer: Writer,
  items: readonly (readonly [string, JsonValue])[],
  ends: string,
  depth: number,
): void {
  if (items.length === 0 || depth >= DEEPEST) {
    put(writer, items.length === 0 ? ends : `${ends[0]} ... ${ends[1]}`);
    return;
  }
  put(writer, `${ends[0]}\n`);
  for (const [index, [head, item]] of items.entries()) {
    if (writer.left < 0) return;
    put(writer, `${"  ".repeat(depth + 1)}${head}`);
    write(writer, item, depth + 1);
    put(writer, index === items.length - 1 ? "\n" : ",\n");
  }
  put(writer, `${"  ".repeat(depth)}${ends[1]}`);
}

function put(writer: Writer, text: string): void {
  if (writer.left < 0) return;
  writer.text += text;
  writer.left -= text.length;
}

function scalar(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_TEXT ? printableShort(text, LONGEST_TEXT) : printable(text);
}
