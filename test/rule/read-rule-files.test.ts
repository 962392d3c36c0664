import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readRuleFiles } from "../../src/rule/read-rule-files.ts";

let root = "";

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "trailhound-rules-"));
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

async function put(path: string, content: string | Uint8Array = path): Promise<void> {
  await mkdir(join(root, path, ".."), { recursive: true });
  await writeFile(join(root, path), content);
}

async function read(...paths: readonly string[]) {
  const { files, diagnostics } = await readRuleFiles(paths.map((path) => join(root, path)));
  return {
    paths: files.map((file) => relative(root, file.path)),
    problems: diagnostics.map(({ code, message, source }) => `${relative(root, source.name)} ${code}: ${message}`),
  };
}

test("walks directories for rule files, sorted by path", async () => {
  for (const path of [
    "b/z.toml",
    "b/a.ndjson",
    "a.JSON",
    "c.yml",
    "b/d/e.json",
    ".git/x.json",
    "node_modules/x.json",
  ]) {
    await put(path);
  }
  expect(await read(".")).toEqual({ paths: ["a.JSON", "b/a.ndjson", "b/d/e.json", "b/z.toml"], problems: [] });
});

test("a file that is named is read whatever it is called, and once", async () => {
  await put("rule.txt");
  await put("d/a.toml");
  expect(await read("rule.txt", "d/a.toml", "d", "d/a.toml")).toEqual({
    paths: ["d/a.toml", "rule.txt"],
    problems: [],
  });
});

test("links are followed once, loops too", async () => {
  await put("a/one.toml");
  await put("notes.txt");
  await symlink(root, join(root, "a", "loop"));
  await symlink(join(root, "a"), join(root, "again"));
  await symlink(join(root, "notes.txt"), join(root, "link.txt"));
  expect(await read(".")).toEqual({ paths: ["a/one.toml"], problems: [] });
});

test("what cannot be read is said", async () => {
  await put("binary.json", new Uint8Array([0x7b, 0xff, 0x7d]));
  await put("large.json", "");
  await truncate(join(root, "large.json"), 16 * 1024 * 1024 + 1);
  await symlink(join(root, "nowhere"), join(root, "broken.toml"));
  expect(await read(".", "missing.toml")).toEqual({
    paths: [],
    problems: [
      "binary.json syntax: the file is not UTF-8",
      "broken.toml unknown-reference: the file cannot be read (ENOENT)",
      "large.json limit: the file is larger than 16777216 bytes",
      "missing.toml unknown-reference: the file cannot be read (ENOENT)",
    ],
  });
});

test("a directory without any rule file is a mistake, one with known files is not", async () => {
  await put("empty/README.md");
  await put("rules/a.toml");
  await symlink(join(root, "rules", "a.toml"), join(root, "empty-but-link.toml"));
  expect((await read("rules", "rules", "empty")).problems).toEqual([
    "empty unknown-reference: there is no rule file (.toml, .json, .ndjson) below this directory",
  ]);
  expect((await read("rules", "rules/..")).problems).toEqual([]);
});
