export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

export interface Tokens {
  /** Opening tags, in order. */
  readonly tags: readonly Tag[];
  /** Text between tags, with its entities decoded. */
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const TAG = /<(?:!doctype html|(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z][a-zA-Z0-9:_-]*(?:="[^"]*")?)*)\s*\/?)>/y;
const ATTRIBUTE = /([a-zA-Z][a-zA-Z0-9:_-]*)(?:="([^"]*)")?/g;

/** Reads HTML as a browser would, but takes no faults: a `<` that opens no well-formed tag throws. */
export function tokenize(html: string): Tokens {
  const tags: Tag[] = [];
  const texts: string[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open === -1) break;
    texts.push(html.slice(at, open));
    TAG.lastIndex = open;
    const match = TAG.exec(html);
    if (match === null) throw new Error(`not a tag: ${html.slice(open, open + 80)}`);
    at = TAG.lastIndex;
    const name = match[2]?.toLowerCase();
    if (name === undefined || match[1] === "/") continue;
    tags.push({ name, attributes: attributesOf(match[3] ?? "") });
    if (name === "script" || name === "style") at = html.indexOf(`</${name}>`, at);
  }
  texts.push(html.slice(at));
  return { tags, text: decoded(texts.join("")) };
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(ATTRIBUTE)].map(([, name = "", value = ""]) => [name.toLowerCase(), decoded(value)]),
  );
}

function decoded(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? "");
}
