import { CommanderError } from "commander";
import { expect, test, vi } from "vitest";
import { reportFailure } from "../../src/cli/report-failure.ts";
import { RulesError } from "../../src/cli/rules-error.ts";
import { UsageError } from "../../src/cli/usage-error.ts";
import { source } from "../../src/source/source.ts";
import { nowhere } from "../../src/source/span.ts";

/** What is said of an error, and the exit code. */
function reported(error: unknown): [string, number] {
  let said = "";
  const spy = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
  try {
    const code = reportFailure(error);
    return [said, code];
  } finally {
    spy.mockRestore();
  }
}

test("people's mistakes: without a stack, exit code 2", () => {
  const diagnostic = {
    code: "syntax",
    severity: "error",
    message: "no",
    source: source("f", "x"),
    span: nowhere,
  } as const;
  expect(reported(new UsageError("--from is wrong"))).toEqual(["--from is wrong\n", 2]);
  expect(reported(new RulesError([diagnostic]))).toEqual([
    "f:1:1: error[syntax]: no\n1 | x\n    ^\n\n1 error in the rules: nothing was scanned\n",
    2,
  ]);
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  expect(reported(full)).toEqual(["trailhound: ENOSPC: no space left on device, write\n", 2]);
  const memory = new Error("Out of Memory Error: failed to allocate data of size 32.0 MiB (1.0 GiB/1.0 GiB used)");
  expect(reported(memory)).toEqual(["trailhound: the database ran out of memory: give it more with --memory\n", 2]);
});

test.each([
  "EEXIST: file already exists, mkdir 'scan.txt'",
  'IO Error: Cannot open file "d/state.duckdb": Permission denied',
  'IO Error: Cannot open file "d/state.duckdb": Read-only file system',
  'IO Error: Could not write file "d/state.duckdb.wal": No space left on device',
])("what is wrong with a place on the disk is no bug: %s", (message) => {
  const code = /^(E[A-Z]+): /.exec(message)?.[1];
  expect(reported(Object.assign(new Error(message), code === undefined ? {} : { code }))).toEqual([
    `trailhound: ${message}\n`,
    2,
  ]);
});

test("an address that cannot be had: how to give another one", () => {
  const message = "listen EADDRINUSE: address already in use 127.0.0.1:8600";
  const inUse = Object.assign(new Error(message), { code: "EADDRINUSE", syscall: "listen" });
  expect(reported(inUse)).toEqual([`trailhound: ${message}: give another address with --listen HOST:PORT\n`, 2]);
});

test("other faults of the database are bugs", () => {
  expect(reported(new Error("IO Error: the block has a wrong checksum"))[1]).toBe(70);
  expect(reported(new Error('Parser Error: near "Permission denied"'))[1]).toBe(70);
});

test("what commander has said already is not said again", () => {
  expect(reported(new CommanderError(0, "commander.helpDisplayed", "(outputHelp)"))).toEqual(["", 0]);
  expect(reported(new CommanderError(1, "commander.unknownOption", "error: unknown option"))).toEqual(["", 2]);
});

test("our own: with a stack, exit code 70", () => {
  const [said, code] = reported(new Error("bug: no such thing"));
  expect(code).toBe(70);
  expect(said).toContain("this is a bug of trailhound's, please report it:\nError: bug: no such thing\n    at ");
  expect(reported("a text")[0]).toContain("a text");
});
