import { BatchWriter, type RecordBatch } from "./batch-writer.ts";
import { type FileReader, newFileReader } from "./file-reader.ts";
import { settle } from "./file-tally.ts";
import { type FoundFile, findFiles, STDIN } from "./find-files.ts";
import { type ByteSource, fileBytes, streamBytes } from "./input-bytes.ts";
import { InputFault } from "./input-fault.ts";
import { sortReport } from "./input-report.ts";
import { openContent } from "./open-content.ts";
import { prefetch } from "./prefetch.ts";
import { limitsOf, type ReadLimits, type ReadOptions } from "./read-options.ts";

/** What the files of one call share. */
interface Run {
  readonly options: ReadOptions;
  readonly limits: ReadLimits;
  readonly writer: BatchWriter;
  readonly onBytes: (count: number) => void;
}

/**
 * Reads CloudTrail records from files, directories and `-` (standard input) and hands them over in batches of lines that DuckDB
 * can load; see `writeRecord` for a line. Files come in the order of their paths, so the same input gives the same bytes.
 * Never throws for what an input holds or for an input that cannot be read: all of that is counted in `options.report`.
 * Reads no further than one piece ahead of the receiver; memory is bounded by one batch, one record and the list of files.
 */
export async function* readInputs(paths: readonly string[], options: ReadOptions): AsyncGenerator<RecordBatch> {
  const { report } = options;
  const { files, skipped } = await findFiles(paths);
  report.files.seen += files.length + skipped.length;
  report.files.skipped.push(...skipped);
  const progress = progressOf(files, options);
  const run: Run = { options, limits: limitsOf(options), writer: new BatchWriter(), onBytes: progress.onBytes };
  try {
    for (const file of files) {
      yield* readFile(file, run);
      progress.onFile();
    }
    if (run.writer.records > 0) yield run.writer.take();
  } finally {
    sortReport(report);
  }
}

function progressOf(files: readonly FoundFile[], { onProgress }: ReadOptions) {
  const bytesTotal = files.reduce((total, file) => total + file.size, 0);
  let bytesDone = 0;
  let done = 0;
  const tell = () => onProgress?.({ bytesDone, bytesTotal, files: done });
  return {
    onBytes: (count: number) => {
      bytesDone += count;
      tell();
    },
    onFile: () => {
      done++;
      tell();
    },
  };
}

async function* readFile(file: FoundFile, run: Run): AsyncGenerator<RecordBatch> {
  const { report, seconds } = run.options;
  const reader = newFileReader(report.paths.length, run.writer, run.limits, seconds);
  let broke: InputFault | null = null;
  let foreign: string | null = null;
  try {
    const content = await openContent(sourceOf(file, run), {
      limit: run.limits.maxDecompressedBytes,
      onSeconds: (more) => {
        seconds.decompress += more;
      },
    });
    if (content.kind === "foreign") foreign = content.reason;
    else {
      report.paths.push(file.path);
      for await (const bytes of prefetch(content.bytes)) {
        reader.push(bytes);
        yield* batches(reader, run);
      }
    }
  } catch (error) {
    if (!(error instanceof InputFault)) throw error;
    broke = error;
  }
  reader.finish();
  yield* batches(reader, run);
  if (reader.truncated()) broke ??= new InputFault("JSON ends early");
  if (foreign !== null) report.files.skipped.push({ path: file.path, reason: foreign, unreadable: false });
  else settle(report, file.path, reader.tally, broke);
}

function* batches(reader: FileReader, { writer }: Run): Generator<RecordBatch> {
  while (reader.fill()) yield writer.take();
}

function sourceOf(file: FoundFile, run: Run): ByteSource {
  if (file.path === STDIN) {
    const stdin = run.options.stdin ?? process.stdin;
    return { open: () => streamBytes(stdin, run.onBytes), again: false };
  }
  let onBytes = run.onBytes;
  const open = () => {
    const told = onBytes;
    onBytes = () => undefined;
    return fileBytes(file.path, file.size, told);
  };
  return { open, again: true };
}
