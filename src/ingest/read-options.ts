import type { Readable } from "node:stream";
import type { InputReport } from "./input-report.ts";

export interface InputProgress {
  /** Bytes read of the files as they are stored, i.e. compressed ones. */
  readonly bytesDone: number;
  /** Of all files; standard input adds nothing to it. */
  readonly bytesTotal: number;
  /** Files that are done with. */
  readonly files: number;
}

/** Where the time went, in seconds; added to while reading. */
export interface InputSeconds {
  decompress: number;
  split: number;
  parse: number;
}

export interface ReadOptions {
  readonly report: InputReport;
  readonly seconds: InputSeconds;
  /** Most bytes that one compressed file may decompress to; 1 GiB unless given. */
  readonly maxDecompressedBytes?: number;
  /** Of one record's text, with a wrapper such as an EventBridge event around it; 16 MiB unless given. */
  readonly maxRecordBytes?: number;
  /** Of one record; 100 unless given. */
  readonly maxDepth?: number;
  /** A batch is handed over once it has so many bytes; 32 MiB unless given. */
  readonly batchBytes?: number;
  readonly onProgress?: (progress: InputProgress) => void;
  /** Read for the path `-`; the process's own unless given. */
  readonly stdin?: Readable;
}

const KIB = 1024;
const MIB = KIB * KIB;

export interface ReadLimits {
  readonly maxDecompressedBytes: number;
  readonly maxRecordBytes: number;
  readonly maxDepth: number;
  readonly batchBytes: number;
}

export function limitsOf(options: ReadOptions): ReadLimits {
  return {
    maxDecompressedBytes: options.maxDecompressedBytes ?? KIB * MIB,
    maxRecordBytes: options.maxRecordBytes ?? 16 * MIB,
    maxDepth: options.maxDepth ?? 100,
    batchBytes: options.batchBytes ?? 32 * MIB,
  };
}
