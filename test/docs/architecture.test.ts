import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";
import { expect, test } from "vitest";
import { ROOT, readPage } from "./pages.ts";

const SRC = join(ROOT, "src");

/** Folder and what it imports besides `util`, in the order of the page. */
const TABLE: readonly (readonly [folder: string, imports: readonly string[]])[] = readPage("docs/architecture.md")
  .text.split("\n")
  .flatMap((line) => {
    const [, folder, imports] = /^\| `(\w+)\/` \|.*\| ([^|]*) \|$/.exec(line) ?? [];
    return folder && imports
      ? [[folder, [...imports.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? "")] as const]
      : [];
  });

const FOLDERS = TABLE.map(([folder]) => folder);

/** The folders of src that the files of this one import from; `util` is for all. */
function importsOf(folder: string): readonly string[] {
  const files = readdirSync(join(SRC, folder), { recursive: true, encoding: "utf8" }).filter((path) =>
    /\.tsx?$/.test(path),
  );
  const targets = files.flatMap((path) => {
    const text = readFileSync(join(SRC, folder, path), "utf8");
    const found = text.matchAll(/(?:\bfrom |\bimport\()"(\.{1,2}\/[^"]+)"/g);
    return [...found].map((match) => normalize(join(folder, dirname(path), match[1] ?? "")).split(sep)[0] ?? "");
  });
  return FOLDERS.filter((each) => each !== folder && each !== "util" && targets.includes(each));
}

test("the table names every folder of src", () => {
  expect([...FOLDERS].sort()).toEqual(readdirSync(SRC).sort());
});

/** `cli` is at the end of the table and may use anything. */
const LISTED = TABLE.filter(([folder]) => folder !== "cli");

test.each(LISTED)("%s imports what the table says, from above only", (folder, imports) => {
  expect(importsOf(folder)).toEqual(imports);
  const above = FOLDERS.slice(0, FOLDERS.indexOf(folder));
  expect(imports.filter((each) => !above.includes(each))).toEqual([]);
});

interface Override {
  readonly includes: readonly string[];
  readonly linter: { readonly rules: { readonly style?: { readonly noRestrictedImports?: Restriction } } };
}

interface Restriction {
  readonly options: { readonly patterns: readonly { readonly group: readonly string[] }[] };
}

/** The folders that Biome refuses to the files of this one. */
function refusedBy(include: string): readonly string[] {
  const { overrides } = JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8")) as {
    overrides: readonly Override[];
  };
  const own = overrides.filter(({ includes }) => includes.includes(include));
  const groups = own.flatMap(({ linter }) => linter.rules.style?.noRestrictedImports?.options.patterns ?? []);
  return groups.flatMap(({ group }) => group).map((glob) => /^\*\*\/\.\.\/(\w+)\/\*\*$/.exec(glob)?.[1] ?? glob);
}

test.each(FOLDERS.filter((folder) => folder !== "lang" && folder !== "cli"))(
  "Biome holds %s to the table",
  (folder) => {
    const below = FOLDERS.slice(FOLDERS.indexOf(folder) + 1);
    const expected = folder === "sql" ? ["lang", ...below] : below;
    expect([...refusedBy(`src/${folder}/**`)].sort()).toEqual([...expected].sort());
  },
);

test("Biome keeps the languages from each other", () => {
  const below = FOLDERS.slice(FOLDERS.indexOf("lang") + 1);
  expect([...refusedBy("src/lang/kql/**")].sort()).toEqual(["datadog", ...below].sort());
  expect([...refusedBy("src/lang/datadog/**")].sort()).toEqual(["kql", ...below].sort());
});
