import { Worker } from "node:worker_threads";
import type { RawPart } from "../lake/part.ts";
import type { FoundFile } from "./found-file.ts";
import { addReport } from "./input-report.ts";
import { type InputSeconds, limitsOf, type Progress, type ReadOptions } from "./read-options.ts";
import type { FromThread, ThreadData, ToThread } from "./reading-messages.ts";
import { tasksOf } from "./reading-tasks.ts";

/** Tasks that a thread holds: the next one waits there while it works on the first. */
const AHEAD = 2;

/** Reads files on threads of their own. Rejects when a thread fails, which no content of a file makes it do. */
export async function readOnThreads(
  files: readonly FoundFile[],
  threads: number,
  options: ReadOptions,
  onProgress: Progress,
): Promise<readonly RawPart[]> {
  const tasks = tasksOf(files, threads);
  const next = () => tasks.shift();
  const workers = Array.from({ length: Math.min(threads, tasks.length) }, (_, index) => startThread(index, options));
  try {
    const onRead = ({ bytes, files: done, outcomes }: Read) => {
      onProgress(bytes, done);
      if (options.onFile !== undefined) for (const outcome of outcomes) options.onFile(outcome);
    };
    const finished = await Promise.all(workers.map((worker) => runThread(worker, next, onRead)));
    for (const { report, seconds } of finished) {
      addReport(options.report, report);
      addSeconds(options.seconds, seconds);
    }
    return finished.flatMap(({ parts }) => parts);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function startThread(index: number, options: ReadOptions): Worker {
  const data: ThreadData = {
    folder: options.folder,
    prefix: `thread-${index}`,
    limits: limitsOf(options),
    perFile: options.onFile !== undefined,
  };
  return new Worker(new URL("./reading-thread.js", import.meta.url), { workerData: data });
}

type Finished = Extract<FromThread, { kind: "finished" }>;
type Read = Extract<FromThread, { kind: "read" }>;

function runThread(
  worker: Worker,
  next: () => readonly FoundFile[] | undefined,
  onRead: (message: Read) => void,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    let over = false;
    const feed = () => {
      if (over) return;
      const files = next();
      over = files === undefined;
      worker.postMessage((files === undefined ? { kind: "done" } : { kind: "read", files }) satisfies ToThread);
    };
    worker.on("message", (message: FromThread) => {
      if (message.kind === "finished") return resolve(message);
      onRead(message);
      feed();
    });
    worker.on("error", reject);
    worker.on("exit", () => reject(new Error("a reading thread ended early")));
    for (let i = 0; i < AHEAD; i++) feed();
  });
}

function addSeconds(into: InputSeconds, more: InputSeconds): void {
  into.decompress += more.decompress;
  into.split += more.split;
  into.parse += more.parse;
  into.store += more.store;
}
