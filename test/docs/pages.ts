import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "..", "..");

export interface Page {
  /** Below the root: `docs/scan.md`. */
  readonly name: string;
  readonly text: string;
}

/** What stands in the comment right above a fence. */
type Note =
  | { readonly kind: "run" }
  | { readonly kind: "exits"; readonly code: number }
  | { readonly kind: "not run"; readonly reason: string }
  | { readonly kind: "file"; readonly path: string };

export interface Fence {
  readonly page: string;
  readonly line: number;
  readonly language: string;
  readonly body: string;
  readonly note: Note;
}

export function readPage(name: string): Page {
  return { name, text: readFileSync(join(ROOT, name), "utf8") };
}

export const PAGES: readonly Page[] = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => `docs/${name}`),
].map(readPage);

export function fencesOf({ name, text }: Page): readonly Fence[] {
  const lines = text.split("\n");
  const fences: Fence[] = [];
  let start: number | null = null;
  for (const [at, line] of lines.entries()) {
    if (!line.startsWith("```") || line.startsWith("````")) continue;
    if (start === null) {
      start = at;
      continue;
    }
    const language = (lines[start] ?? "").slice(3).trim();
    const body = lines.slice(start + 1, at).join("\n");
    fences.push({ page: name, line: start + 1, language, body, note: noteOf(lines[start - 1] ?? "", name, start) });
    start = null;
  }
  if (start !== null) throw new Error(`${name}:${start + 1}: the fence is not closed`);
  return fences;
}

function noteOf(line: string, page: string, at: number): Note {
  const text = /^<!-- (.*) -->$/.exec(line)?.[1];
  if (text === undefined) return { kind: "run" };
  const [, kind, rest] = /^(not run:|exits|file:) (\S.*)$/.exec(text) ?? [];
  if (kind === "not run:" && rest) return { kind: "not run", reason: rest };
  if (kind === "exits" && rest && /^\d+$/.test(rest)) return { kind: "exits", code: Number(rest) };
  if (kind === "file:" && rest) return { kind: "file", path: rest };
  throw new Error(`${page}:${at}: no such note above a fence: ${text}`);
}
