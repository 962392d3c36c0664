import { expect, test } from "vitest";
import { SideReads } from "../../src/serve/side-reads.ts";

/** Work that ends when it is told to. */
function held() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work: () => ended, end: () => end() };
}

test("a database is replaced or closed between reads, never under one; then it is not read", async () => {
  const reads = new SideReads();
  const log: string[] = [];
  const note = (what: string) => async () => void log.push(what);
  const first = held();
  const reading = reads.read(first.work).then(note("read"));
  const replaced = reads.replace(note("replaced"));
  const after = reads.read(note("read the other"));
  await Promise.resolve();
  expect(log).toEqual([]);
  first.end();
  await Promise.all([reading, replaced, after]);
  expect(log).toEqual(["read", "replaced", "read the other"]);
  await reads.close();
  await expect(reads.read(note("read a closed one"))).rejects.toThrow("the database is closed");
  expect(log).toHaveLength(3);
});

test("a database that could not be opened again is not read until one could", async () => {
  const reads = new SideReads();
  await expect(reads.replace(() => Promise.reject(new Error("the disk is full")))).rejects.toThrow("the disk is full");
  await expect(reads.read(async () => 1)).rejects.toThrow("the database is closed");
  await reads.replace(async () => undefined);
  expect(await reads.read(async () => 1)).toBe(1);
});
