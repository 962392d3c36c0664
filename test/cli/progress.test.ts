import { Writable } from "node:stream";
import { afterEach, expect, test } from "vitest";
import { startProgress } from "../../src/cli/progress.ts";

const own = Object.getOwnPropertyDescriptor(process, "stderr");
afterEach(() => {
  if (own) Object.defineProperty(process, "stderr", own);
});

/** Puts a terminal, or a file, in the place of standard error; gives what is written to it. */
function fakeStderr(isTTY: boolean): () => string {
  let text = "";
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    text += String(chunk);
    done();
  };
  const stream = Object.assign(new Writable({ write }), {
    isTTY,
    columns: 80,
    cursorTo: () => true,
    moveCursor: () => true,
    clearLine: () => true,
  });
  Object.defineProperty(process, "stderr", { value: stream, configurable: true });
  return () => text;
}

test("nothing is shown where there is no terminal", () => {
  const shown = fakeStderr(false);
  const progress = startProgress("reading");
  progress.update(1, 2, "1 files");
  progress.stop();
  expect(shown()).toBe("");
});

const HIDE = "\u001b[?25l";
const SHOW = "\u001b[?25h";

test("the cursor comes back when it is done, once", () => {
  const shown = fakeStderr(true);
  const before = process.listenerCount("exit");
  const progress = startProgress("reading");
  expect([shown().includes(HIDE), process.listenerCount("exit")]).toEqual([true, before + 1]);
  progress.update(5, 10, "5 files");
  progress.stop();
  progress.stop();
  expect(shown().split(SHOW)).toHaveLength(2);
  expect(shown()).toContain("5 files");
  expect(process.listenerCount("exit")).toBe(before);
});

test("the cursor comes back when the process ends early", () => {
  const shown = fakeStderr(true);
  const before = process.listeners("exit");
  startProgress("reading");
  const [added] = process.listeners("exit").filter((each) => !before.includes(each));
  added?.call(process, 130);
  expect(shown()).toContain(SHOW);
  expect(process.listeners("exit")).toEqual(before);
});
