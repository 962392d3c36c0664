import type { Readable } from "node:stream";
import type { FileOutcome } from "./file-outcome.ts";
import type { InputReport } from "./input-report.ts";

/** Told of more bytes read and more files done. */
export type Progress = (bytes: number, files: number) => void;

export interface InputProgress {
  /** Bytes read of the files as they are stored, i.e. compressed ones. */
  readonly bytesDone: number;
  /** Of all files; standard input adds nothing to it. */
  readonly bytesTotal: number;
  /** Files that are done with. */
  readonly files: number;
}

/** Where the time went, in seconds over all threads; added to while reading. */
export interface InputSeconds {
  decompress: number;
  /** Finding and checking records. */
  split: number;
  /** Putting their fields into columns, with what is derived. */
  parse: number;
  /** Encoding, compressing and writing the columns. */
  store: number;
}

export function newInputSeconds(): InputSeconds {
  return { decompress: 0, split: 0, parse: 0, store: 0 };
}

export interface ReadOptions {
  /** Where raw parts are written. */
  readonly folder: string;
  /** Threads that read; 0: this one alone. */
  readonly threads: number;
  readonly report: InputReport;
  readonly seconds: InputSeconds;
  /** Most bytes that one compressed file may decompress to; 1 GiB unless given. */
  readonly maxDecompressedBytes?: number;
  /** Of one record's text, with a wrapper such as an EventBridge event around it; 16 MiB unless given. */
  readonly maxRecordBytes?: number;
  /** Of one record; 100 unless given. */
  readonly maxDepth?: number;
  readonly onProgress?: (progress: InputProgress) => void;
  /** Told once of each file that was found or skipped, in no order; the sums agree with the report. */
  readonly onFile?: (outcome: FileOutcome) => void;
  /** Read for the path `-`; the process's own unless given. */
  readonly stdin?: Readable;
}

const KIB = 1024;
const MIB = KIB * KIB;

export interface SplitLimits {
  readonly maxRecordBytes: number;
  readonly maxDepth: number;
}

export interface ReadLimits extends SplitLimits {
  readonly maxDecompressedBytes: number;
}

export function limitsOf(options: Partial<ReadLimits>): ReadLimits {
  return {
    maxDecompressedBytes: options.maxDecompressedBytes ?? KIB * MIB,
    maxRecordBytes: options.maxRecordBytes ?? 16 * MIB,
    maxDepth: options.maxDepth ?? 100,
  };
}
