import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeFolder } from "../../src/util/make-folder.ts";

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "make-folder-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("makes what is missing; what is there stays", async () => {
  const folder = newFolder();
  await makeFolder(join(folder, "a", "b", "c"));
  writeFileSync(join(folder, "a", "b", "file"), "");
  for (const path of [
    ["a", "b", "c"],
    ["a", "b"],
    ["a", "b", "..", "d"],
  ])
    await makeFolder(join(folder, ...path));
  expect([existsSync(join(folder, "a", "b", "file")), existsSync(join(folder, "a", "d"))]).toEqual([true, true]);
  mkdirSync(join(folder, "real"));
  symlinkSync("real", join(folder, "link"));
  await makeFolder(join(folder, "link", "below"));
  expect(existsSync(join(folder, "real", "below"))).toBe(true);
});

test("several at once make the same", async () => {
  const folder = newFolder();
  await Promise.all(Array.from({ length: 8 }, () => makeFolder(join(folder, "x", "y", "z"))));
  expect(existsSync(join(folder, "x", "y", "z"))).toBe(true);
});

test("a file in the way, and a link that leads nowhere, are refused", async () => {
  const folder = newFolder();
  writeFileSync(join(folder, "file"), "");
  symlinkSync("nowhere", join(folder, "link"));
  await expect(makeFolder(join(folder, "file"))).rejects.toThrow("EEXIST");
  await expect(makeFolder(join(folder, "file", "x"))).rejects.toThrow("ENOTDIR");
  await expect(makeFolder(join(folder, "link"))).rejects.toThrow("EEXIST");
});

test.skipIf(process.platform !== "linux")("where the system makes no folders it comes back", async () => {
  for (const path of ["/proc/x", "/proc/x/y/z"]) await expect(makeFolder(path)).rejects.toThrow("ENOENT");
});
