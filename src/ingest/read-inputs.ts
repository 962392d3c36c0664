import type { RawPart } from "../lake/part.ts";
import { skippedFile } from "./file-outcome.ts";
import { newReaderTools } from "./file-reader.ts";
import { findFiles, STDIN } from "./find-files.ts";
import type { FoundFile } from "./found-file.ts";
import { sortReport } from "./input-report.ts";
import { PartWriter } from "./part-writer.ts";
import { readFile } from "./read-file.ts";
import { limitsOf, type Progress, type ReadOptions } from "./read-options.ts";
import { readOnThreads } from "./reading-threads.ts";
import type { RecordSink } from "./record-sink.ts";

/** Below this size of all files, starting threads takes longer than it saves. */
const WORTH_THREADS = 4 * 1024 * 1024;
/** Opening a file takes as long as reading so many bytes. */
const BYTES_A_FILE = 16 * 1024;

/**
 * Reads CloudTrail records from files, directories and `-` (standard input) into raw parts: Parquet files of events, in
 * `options.folder`. Never throws for what an input holds or for an input that cannot be read: all of that is counted in
 * `options.report`. Memory is bounded by a row group, a record and some files a thread, and the list of files.
 */
export async function readInputs(paths: readonly string[], options: ReadOptions): Promise<readonly RawPart[]> {
  const files = await seen(paths, options);
  const effort = files.reduce((sum, file) => sum + file.size + BYTES_A_FILE, 0);
  const threads = effort < WORTH_THREADS ? 0 : options.threads;
  const here = files.filter(({ path }) => threads === 0 || path === STDIN);
  const there = files.filter((file) => !here.includes(file));
  const progress = progressOf(files, options);
  const reading = there.length > 0 ? readOnThreads(there, threads, options, progress) : Promise.resolve([]);
  // Awaited below; until then a failure must not count as unhandled.
  reading.catch(() => undefined);
  const writer = new PartWriter(options.folder, "main", options.seconds);
  await readFiles(here, writer, options, progress);
  const parts = [...writer.finish(), ...(await reading)];
  sortReport(options.report);
  return parts;
}

/** As `readInputs`, one file after another in the order of their paths, into a sink of the caller's. */
export async function readRecords(paths: readonly string[], sink: RecordSink, options: ReadOptions): Promise<void> {
  const files = await seen(paths, options);
  await readFiles(files, sink, options, progressOf(files, options));
  sortReport(options.report);
}

async function seen(paths: readonly string[], { report, onFile }: ReadOptions): Promise<readonly FoundFile[]> {
  const { files, skipped } = await findFiles(paths);
  report.files.seen += files.length + skipped.length;
  report.files.skipped.push(...skipped);
  if (onFile !== undefined) for (const { path, reason } of skipped) onFile(skippedFile(path, reason));
  return files;
}

async function readFiles(
  files: readonly FoundFile[],
  sink: RecordSink,
  options: ReadOptions,
  progress: Progress,
): Promise<void> {
  const tools = newReaderTools(sink, limitsOf(options), options.seconds);
  const { report, onFile = null, stdin = null } = options;
  for (const file of files) {
    await readFile(file, { tools, report, onBytes: (count) => progress(count, 0), onFile, stdin });
    progress(0, 1);
  }
}

function progressOf(files: readonly FoundFile[], { onProgress }: ReadOptions): Progress {
  const bytesTotal = files.reduce((total, file) => total + file.size, 0);
  let bytesDone = 0;
  let filesDone = 0;
  return (bytes, more) => {
    bytesDone += bytes;
    filesDone += more;
    onProgress?.({ bytesDone, bytesTotal, files: filesDone });
  };
}
