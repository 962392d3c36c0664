import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadSuppressionFiles, loadSuppressions } from "../../../src/alert/suppression/load-suppressions.ts";
import { SUPPRESSION_LIMITS } from "../../../src/rule/suppression-file/limits.ts";
import { folderOf } from "../../cli/folder.ts";

const one = (id: string): string =>
  `{id: "${id}", applies_to: alerts, query: "rule.id:x", owner: a, reason: b, expires: never}`;
const fileOf = (...ids: readonly string[]): string => `suppressions: [${ids.map(one).join(", ")}]\n`;
const codesOf = (text: string): readonly string[] =>
  loadSuppressions([{ path: "s.yaml", text }]).diagnostics.map(({ code }) => code);

test.each([
  ["lists in lists", "[".repeat(200_000)],
  ["lists in lines of their own", "- ".repeat(20_000)],
  ["mappings", "{a: ".repeat(20_000)],
  ["in a list of suppressions", `suppressions: [{id: ${"[".repeat(50_000)}`],
])("too deep: %s", (_, text) => {
  expect(codesOf(text)).toEqual(["limit"]);
});

test("a file is not looked at further when too much is wrong with it", () => {
  const codes = codesOf(`suppressions: [${"{a: 1},".repeat(4_000)}]`);
  expect(codes).toContain("limit");
  expect(codes.length).toBeLessThan(200);
});

test("keys in great number take no quadratic time", () => {
  const keys = Array.from({ length: 60_000 }, (_, i) => `k${i}: 1\n`).join("");
  expect(codesOf(keys).slice(0, 1)).toEqual(["unknown-key"]);
});

test("texts, lists and files have a greatest size", () => {
  const long = (key: string, length: number): string =>
    fileOf("a").replace(new RegExp(`${key}: [^,}]*`), `${key}: ${"x".repeat(length)}`);
  expect(codesOf(long("owner", SUPPRESSION_LIMITS.owner))).toEqual([]);
  expect(codesOf(long("owner", SUPPRESSION_LIMITS.owner + 1))).toEqual(["invalid-value"]);
  expect(codesOf(long("reason", SUPPRESSION_LIMITS.reason + 1))).toEqual(["invalid-value"]);
  expect(codesOf(long("query", SUPPRESSION_LIMITS.query + 1))).toContain("invalid-value");
  const many = Array.from({ length: SUPPRESSION_LIMITS.suppressions + 1 }, (_, i) => `s${i}`);
  expect(codesOf(fileOf(...many))).toEqual(["limit"]);
  const halves = [many.slice(0, 3000), many.slice(3000)].map((ids, i) => ({ path: `${i}.yaml`, text: fileOf(...ids) }));
  expect(loadSuppressions(halves).diagnostics.map(({ code }) => code)).toEqual(["limit"]);
});

test("files and directories of them, each file once, whatever is not UTF-8 or too large refused", async () => {
  const folder = folderOf({
    "all/a.yaml": fileOf("a"),
    "all/b/c.yml": fileOf("c"),
    "all/b/d.json": JSON.stringify({ suppressions: [] }),
    "all/.hidden.yaml": fileOf("hidden"),
    "all/readme.txt": "no",
    "all/odd.yaml": Buffer.from([0xff, 0xfe, 0x00]),
    "other.txt": fileOf("named"),
  });
  symlinkSync(join(folder, "all"), join(folder, "all", "b", "loop"));
  mkdirSync(join(folder, "empty"));
  writeFileSync(join(folder, "large.yaml"), " ".repeat(SUPPRESSION_LIMITS.file + 1));
  const paths = ["all", "all/a.yaml", "other.txt", "empty", "large.yaml", "missing.yaml"];
  const { suppressions, diagnostics } = await loadSuppressionFiles(paths.map((path) => join(folder, path)));
  expect(suppressions.map(({ id }) => id)).toEqual(["a", "c", "named"]);
  expect(diagnostics.map(({ source, message }) => [source.name.slice(folder.length + 1), message])).toEqual([
    ["all/odd.yaml", "the file is not UTF-8"],
    ["large.yaml", "the file is larger than 1048576 bytes"],
    ["missing.yaml", "the file cannot be read (ENOENT)"],
  ]);
});

test("an id that two files have is neither's", () => {
  const files = [
    { path: "b.yaml", text: fileOf("same", "b") },
    { path: "a.yaml", text: fileOf("same", "a") },
  ];
  const { suppressions, diagnostics } = loadSuppressions(files);
  expect(suppressions.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(diagnostics.map(({ source, message }) => [source.name, message])).toEqual([
    ["a.yaml", 'the id "same" is also that of b.yaml:1:21'],
    ["b.yaml", 'the id "same" is also that of a.yaml:1:21'],
  ]);
});
