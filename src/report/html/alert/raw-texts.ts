import type { JsonObject } from "../../../util/json.ts";
import { MOST_RECORDS } from "../report-data.ts";
import { prettyJson } from "./pretty-json.ts";

/** A record that has less room than this is left out altogether. */
const LEAST = 2_000;

/** Records as JSON for people, the oldest first, of at most `most` characters together; a cut one says so. */
export function rawTexts(records: readonly JsonObject[], most: number): readonly string[] {
  const texts: string[] = [];
  let left = most;
  for (const record of records.slice(0, MOST_RECORDS)) {
    if (texts.length > 0 && left < LEAST) break;
    const text = prettyJson(record, left);
    if (texts.length > 0 && text.isCut) break;
    texts.push(text.text);
    left -= text.text.length;
  }
  return texts;
}
