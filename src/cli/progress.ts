import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

export interface Progress {
  /** `done` of `total` steps, with a word or two on what they are. */
  update(done: number, total: number, note: string): void;
  stop(): void;
}

const SILENT: Progress = { update: () => undefined, stop: () => undefined };

/** A bar on standard error when that is a terminal, else nothing. */
export function startProgress(title: string): Progress {
  if (!process.stderr.isTTY) return SILENT;
  const cliProgress = require("cli-progress") as typeof import("cli-progress");
  const bar = new cliProgress.SingleBar({
    format: `${title} {bar} {percentage}% {note}`,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    barsize: 30,
    barCompleteChar: "█",
    barIncompleteChar: "░",
  });
  bar.start(1, 0, { note: "" });
  // Also when the process ends early: the bar hides the cursor.
  const stop = (): void => {
    process.off("exit", stop);
    bar.stop();
  };
  process.on("exit", stop);
  return {
    update: (done, total, note) => {
      bar.setTotal(Math.max(total, 1));
      bar.update(Math.min(done, Math.max(total, 1)), { note });
    },
    stop,
  };
}
