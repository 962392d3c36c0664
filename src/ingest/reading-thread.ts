import { parentPort, workerData } from "node:worker_threads";
import type { FileOutcome } from "./file-outcome.ts";
import { newReaderTools } from "./file-reader.ts";
import type { FoundFile } from "./found-file.ts";
import { newInputReport } from "./input-report.ts";
import { PartWriter } from "./part-writer.ts";
import { readFile } from "./read-file.ts";
import { newInputSeconds } from "./read-options.ts";
import type { FromThread, ThreadData, ToThread } from "./reading-messages.ts";

/** A thread's program: reads the files that it is sent into parts of its own. */
const { folder, prefix, limits, perFile } = workerData as ThreadData;
const report = newInputReport();
const seconds = newInputSeconds();
const writer = new PartWriter(folder, prefix, seconds);
const tools = newReaderTools(writer, limits, seconds);

/** Tasks are read one after another; their number is bounded by the sender. */
let reading = Promise.resolve();

parentPort?.on("message", (message: ToThread) => {
  reading = reading.then(() => (message.kind === "read" ? read(message.files) : finish()));
});

async function read(files: readonly FoundFile[]): Promise<void> {
  let bytes = 0;
  const onBytes = (count: number) => {
    bytes += count;
  };
  const outcomes: FileOutcome[] = [];
  const onFile = perFile ? (outcome: FileOutcome) => outcomes.push(outcome) : null;
  for (const file of files) await readFile(file, { tools, report, onBytes, onFile, stdin: null });
  tell({ kind: "read", bytes, files: files.length, outcomes });
}

async function finish(): Promise<void> {
  tell({ kind: "finished", parts: writer.finish(), report, seconds });
  parentPort?.close();
}

function tell(message: FromThread): void {
  parentPort?.postMessage(message);
}
