import type { Span } from "../../source/span.ts";

/** Keys whose values are not shown in messages, whatever they are doing in the file. */
const SECRET_KEY = /secret|pass|pwd|token|credential|authori[sz]ation|cookie|url|api.?key|hash/i;

const USER_IN_URL = /(\/\/)[^/\s@]*@/g;

/** Whether a value below these keys (the nearest last) may be a secret. Names of variables and files are none; `tokens` holds more than hashes. */
export function isSecret(keys: readonly string[]): boolean {
  const nearest = keys.at(-1);
  if (nearest === "env" || nearest === "file") return false;
  // Where an object should stand.
  if (keys.length === 1 && (nearest === "channels" || nearest === "tokens")) return true;
  return keys.some((key) => key === "headers" || (key !== "tokens" && SECRET_KEY.test(key)));
}

/** The text with other characters in these places and in user names of URLs, each of them one for one. */
export function hideSpans(text: string, spans: readonly Span[]): string {
  const hidden = spans.reduce(
    (before, { start, end }) => before.slice(0, start) + hide(before.slice(start, end)) + before.slice(end),
    text,
  );
  return hidden.replace(USER_IN_URL, hide);
}

/** For a text that is no YAML: what stands in a line after the name of a secret. */
export function hideLines(text: string): string {
  return text.split("\n").map(hideLine).join("\n").replace(USER_IN_URL, hide);
}

function hideLine(line: string): string {
  const key = line.search(SECRET_KEY);
  const colon = key === -1 ? -1 : line.indexOf(":", key);
  return colon === -1 ? line : line.slice(0, colon + 1) + hide(line.slice(colon + 1));
}

function hide(text: string): string {
  return text.replace(/[^\s]/g, "*");
}
