import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { PAGES, type Page, ROOT } from "./pages.ts";

interface Link {
  readonly page: string;
  readonly target: string;
}

function linksOf({ name, text }: Page): readonly Link[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, "").replaceAll(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => ({ page: name, target: match[1] ?? "" }));
}

/** GitHub's anchor of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");
}

function leadsSomewhere({ page, target }: Link): boolean {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(ROOT, file))) return false;
  if (anchor === undefined) return true;
  const headings = readFileSync(join(ROOT, file), "utf8").matchAll(/^#{1,6} (.*)$/gm);
  return [...headings].some((match) => anchorOf(match[1] ?? "") === anchor);
}

test("links between pages, and to files, lead somewhere", () => {
  const inner = PAGES.flatMap(linksOf).filter(({ target }) => !/^https?:/.test(target));
  expect(inner.length).toBeGreaterThan(60);
  expect(inner.filter((link) => !leadsSomewhere(link))).toEqual([]);
});

test("every page can be reached from the README", () => {
  const byName = new Map(PAGES.map((page) => [page.name, page]));
  const reached = new Set<string>();
  const visit = (name: string): void => {
    const page = byName.get(name);
    if (!page || reached.has(name)) return;
    reached.add(name);
    for (const { target } of linksOf(page)) visit(normalize(join(dirname(name), target.split("#")[0] ?? "")));
  };
  visit("README.md");
  expect(PAGES.map(({ name }) => name).filter((name) => !reached.has(name))).toEqual([]);
});

const FOLDERS = ["src", "test", "rules", "docs", "bin", ".ci"];
const FILES: readonly string[] = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
);
const BASENAMES = new Set(FILES.map((path) => basename(path)));

/** `src/ir/holds.ts`, `ir/holds.ts` and `holds.ts` are all ways to name one file. */
function isThere(path: string): boolean {
  if (!path.includes("/")) return BASENAMES.has(path);
  return [path, join("src", path)].some((each) => existsSync(join(ROOT, each)));
}

test("source files that are named are there", () => {
  const named = PAGES.flatMap(({ name, text }) =>
    [...text.matchAll(/`([\w./-]+\.(?:ts|tsx))`/g)].map((match) => ({ page: name, path: match[1] ?? "" })),
  );
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter(({ path }) => !isThere(path))).toEqual([]);
});
