import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { CommandFailed, readGnuTime, readTimes, runCommand } from "../../bench/run-command.ts";

const BUSY = "for (const end = Date.now() + 200; Date.now() < end; );";

test.each([
  ["GNU time", undefined],
  ["the shell and /proc", "/nowhere/time"],
])("a command that works is measured with %s", async (_, timer) => {
  const sample = await runCommand([process.execPath, "-e", BUSY], tmpdir(), timer);
  expect(sample.wall).toBeGreaterThan(0.2);
  expect(sample.cpu).toBeGreaterThan(0);
  expect(sample.memory ?? Infinity).toBeGreaterThan(1e7);
});

test("arguments arrive as they are", async () => {
  const odd = ["a b", "'", "$HOME", "*"];
  const check = `process.exit(JSON.stringify(process.argv.slice(1)) === process.env.ODD ? 0 : 1)`;
  const command = ["env", `ODD=${JSON.stringify(odd)}`, process.execPath, "-e", check, ...odd];
  await runCommand(command, tmpdir(), "/nowhere/time");
  await runCommand(command);
});

test("one that fails is an error with what it said", async () => {
  const failing = runCommand([process.execPath, "-e", "console.error('no such thing'); process.exit(3)"]);
  await expect(failing).rejects.toThrow(CommandFailed);
  await expect(failing).rejects.toThrow(/^exit 3: no such thing \(/);
});

test("what GNU time writes: seconds and kilobytes", () => {
  expect(readGnuTime("12.30 0.50 1000\n")).toEqual({ cpu: 12.8, memory: 1_024_000 });
});

test("what the shell's times writes: the second line is the children's", () => {
  expect(readTimes("0m0.00s 0m0.00s\n1m2.50s 0m0.25s\n").cpu).toBeCloseTo(62.75);
  expect(() => readTimes("nothing")).toThrow("cannot be read");
});
