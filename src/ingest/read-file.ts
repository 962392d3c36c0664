import type { Readable } from "node:stream";
import { type FileOutcome, outcomeOf, skippedFile } from "./file-outcome.ts";
import { type FileReader, newFileReader, type ReaderTools } from "./file-reader.ts";
import { settle } from "./file-tally.ts";
import { STDIN } from "./find-files.ts";
import type { FoundFile } from "./found-file.ts";
import { type ByteSource, fileBytes, streamBytes } from "./input-bytes.ts";
import { InputFault } from "./input-fault.ts";
import type { InputReport } from "./input-report.ts";
import { openContent } from "./open-content.ts";
import { prefetch } from "./prefetch.ts";
import { readWhole } from "./read-whole.ts";

export interface FileReading {
  readonly tools: ReaderTools;
  readonly report: InputReport;
  /** Told how many more bytes have been read of the file as it is stored. */
  readonly onBytes: (count: number) => void;
  /** Told what came of the file; null: nobody wants to know. */
  readonly onFile: ((outcome: FileOutcome) => void) | null;
  /** Read for the path `-`. */
  readonly stdin: Readable | null;
}

/** Reads one file into the sink. What it holds, and whether it can be read, is entered in the report; nothing is thrown for it. */
export async function readFile(file: FoundFile, reading: FileReading): Promise<void> {
  const whole = file.path === STDIN ? null : readWhole(file, reading.tools);
  if (whole === null) return readPieces(file, reading);
  reading.onBytes(file.size);
  const reader = newFileReader(reading.tools);
  reader.push(whole);
  settleReader(file, reader, null, reading);
}

async function readPieces(file: FoundFile, reading: FileReading): Promise<void> {
  const { limits, seconds } = reading.tools;
  const reader = newFileReader(reading.tools);
  let broke: InputFault | null = null;
  try {
    const content = await openContent(sourceOf(file, reading), {
      limit: limits.maxDecompressedBytes,
      onSeconds: (more) => {
        seconds.decompress += more;
      },
    });
    if (content.kind === "foreign") {
      reading.report.files.skipped.push({ path: file.path, reason: content.reason, unreadable: false });
      reading.onFile?.(skippedFile(file.path, content.reason));
      return;
    }
    for await (const bytes of prefetch(content.bytes)) reader.push(bytes);
  } catch (error) {
    if (!(error instanceof InputFault)) throw error;
    broke = error;
  }
  settleReader(file, reader, broke, reading);
}

function settleReader(
  file: FoundFile,
  reader: FileReader,
  broke: InputFault | null,
  { report, onFile }: FileReading,
): void {
  reader.finish();
  const fault = broke ?? (reader.truncated() ? new InputFault("JSON ends early") : null);
  settle(report, file.path, reader.tally, fault);
  onFile?.(outcomeOf(file.path, reader.tally, fault));
}

function sourceOf(file: FoundFile, { stdin, onBytes }: FileReading): ByteSource {
  if (file.path === STDIN) return { open: () => streamBytes(stdin ?? process.stdin, onBytes), again: false };
  let told = onBytes;
  const open = () => {
    const tell = told;
    told = () => undefined;
    return fileBytes(file.path, file.size, tell);
  };
  return { open, again: true };
}
