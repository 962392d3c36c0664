import { appendFileSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { findFiles } from "../../../src/ingest/find-files.ts";
import { DirectoryWalk } from "../../../src/ingest/sources/dir/directory-walk.ts";
import { temporaryFolder } from "../read-all.ts";

const OLD = new Date("2026-01-01");

function tree(): string {
  const root = temporaryFolder();
  for (const folder of ["a/b", "c", "d"]) mkdirSync(join(root, folder), { recursive: true });
  for (const file of ["a/1", "a/b/2", "a/b/3", "c/4", "5"]) writeFileSync(join(root, file), "{}");
  symlinkSync(join(root, "a"), join(root, "c", "again"));
  symlinkSync(join(root, "c"), join(root, "d", "again"));
  symlinkSync("4", join(root, "c", "0"));
  for (const folder of ["a/b", "a", "c", "d", "."]) utimesSync(join(root, folder), OLD, OLD);
  return root;
}

async function walked(root: string): Promise<{ walk: DirectoryWalk; take: () => string[] }> {
  const files: string[] = [];
  const walk = new DirectoryWalk(
    {
      file: (path) => files.push(relative(root, path)),
      problem: (path, reason) => {
        throw new Error(`${path}: ${reason}`);
      },
    },
    Date.now,
  );
  await walk.enter(root);
  return { walk, take: () => files.splice(0).sort() };
}

test("finds what a scan finds", async () => {
  const root = tree();
  const { take } = await walked(root);
  const found = (await findFiles([root])).files.map(({ path }) => relative(root, path));
  expect(take()).toEqual([...found].sort());
  expect(found).toHaveLength(5);
});

test("looks into directories that have changed, and into no others", async () => {
  const root = tree();
  const { walk, take } = await walked(root);
  take();
  await walk.lookAtChanged();
  expect(take()).toEqual([]);
  writeFileSync(join(root, "a", "b", "new"), "{}");
  await walk.lookAtChanged();
  expect(take()).toEqual(["a/b/2", "a/b/3", "a/b/new"]);
  utimesSync(join(root, "a", "b"), OLD, OLD);
  await walk.lookAtChanged();
  take();
  await walk.lookAtChanged();
  expect(take()).toEqual([]);
  mkdirSync(join(root, "d", "e", "f"), { recursive: true });
  writeFileSync(join(root, "d", "e", "f", "deep"), "{}");
  await walk.lookAtChanged();
  expect(take()).toEqual(["d/e/f/deep"]);
});

test("one path can be looked at alone", async () => {
  const root = tree();
  const { walk, take } = await walked(root);
  take();
  appendFileSync(join(root, "a", "1"), "more");
  expect(await walk.look(join(root, "a", "1"))).toBe(true);
  expect(take()).toEqual(["a/1"]);
  expect(await walk.look(join(root, "c", "again"))).toBe(true);
  expect(take()).toEqual([]);
  expect(await walk.look(join(root, "nothing"))).toBe(false);
  expect(readdirSync(root)).toHaveLength(4);
});
