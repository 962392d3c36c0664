import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Lake, openLake } from "../../src/lake/lake.ts";
import { startingIn } from "../../src/serve/new-directory.ts";

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "new-directory-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const open = (directory: string): Promise<Lake> =>
  openLake({ directory, memoryLimit: "64MB", threads: 1, kind: "kept" });

/** Makes a lake there, and is refused then. */
async function refusedStart(directory: string): Promise<void> {
  await (await open(directory)).close();
  writeFileSync(join(directory, "last-good.json"), "{}");
  throw new Error("the port is taken");
}

test("a start that is refused leaves a directory as it was: missing, or empty", async () => {
  const folder = newFolder();
  const [missing, empty] = [join(folder, "missing"), join(folder, "empty")];
  mkdirSync(empty);
  for (const directory of [missing, empty])
    await expect(startingIn(directory, () => refusedStart(directory))).rejects.toThrow("the port is taken");
  expect([existsSync(missing), readdirSync(empty)]).toEqual([false, []]);
});

test("a directory that held something stays", async () => {
  const directory = join(newFolder(), "data");
  await (await open(directory)).close();
  await expect(startingIn(directory, () => refusedStart(directory))).rejects.toThrow("the port is taken");
  expect(readdirSync(directory)).toEqual(expect.arrayContaining(["state.duckdb", "last-good.json"]));
});

test("what was started is not taken back", async () => {
  const directory = join(newFolder(), "data");
  const failing = startingIn(directory, async (started) => {
    started();
    await refusedStart(directory);
  });
  await expect(failing).rejects.toThrow("the port is taken");
  expect(existsSync(join(directory, "state.duckdb"))).toBe(true);
});

test("what somebody else took in meanwhile, or has open, is not taken back", async () => {
  const folder = newFolder();
  const [used, held] = [join(folder, "used"), join(folder, "held")];
  const other = async (directory: string): Promise<Lake> => {
    const lake = await open(directory);
    await lake.writes.transaction((session) => session.run("INSERT INTO state.batches (batch) VALUES (1)"));
    return lake;
  };
  const refused = startingIn(used, async () => {
    await (await other(used)).close();
    throw new Error("no");
  });
  await expect(refused).rejects.toThrow("no");
  let lake: Lake | null = null;
  const inUse = startingIn(held, async () => {
    lake = await open(held);
    await open(held);
  });
  await expect(inUse).rejects.toThrow("open already");
  expect([used, held].map((each) => existsSync(join(each, "state.duckdb")))).toEqual([true, true]);
  await (lake as Lake | null)?.close();
});
