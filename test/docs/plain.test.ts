import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PAGES, type Page, ROOT } from "./pages.ts";

const OTHERS: readonly Page[] = [".ci/run", "package.json", "package-lock.json", "knip.json"].map((name) => ({
  name,
  text: readFileSync(join(ROOT, name), "utf8"),
}));

/** Lines that match, as `file:line: text`. */
function found(pages: readonly Page[], pattern: RegExp): readonly string[] {
  return pages.flatMap(({ name, text }) =>
    text.split("\n").flatMap((line, at) => (pattern.test(line) ? [`${name}:${at + 1}: ${line.slice(0, 120)}`] : [])),
  );
}

test("no host of a package registry is named", () => {
  const hosts =
    /npmjs\.(?:org|com)|yarnpkg|pypi\.org|pythonhosted|crates\.io|rubygems|proxy\.golang|jsr\.io|npmmirror/i;
  expect(found([...PAGES, ...OTHERS], hosts)).toEqual([]);
});

test("no path of somebody's machine is named", () => {
  const paths = /(?:^|[\s"'`(=])(?:\/(?:home|root|Users|work|farm|tmp|mnt|opt|private)\/|[A-Z]:\\)/;
  expect(found([...PAGES, ...OTHERS], paths)).toEqual([]);
});

test("pages are text without tabs, trailing blanks and odd characters", () => {
  expect(found(PAGES, /\t|\s$/)).toEqual([]);
  expect(found(PAGES, /[^\x20-\x7e×·…█→]/)).toEqual([]);
  expect(PAGES.filter(({ text }) => !text.endsWith("\n") || text.endsWith("\n\n")).map(({ name }) => name)).toEqual([]);
});
