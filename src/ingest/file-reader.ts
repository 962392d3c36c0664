import type { BatchWriter } from "./batch-writer.ts";
import { checkRecord } from "./check-record.ts";
import { type FileTally, increment, newFileTally } from "./file-tally.ts";
import type { InputSeconds, ReadLimits } from "./read-options.ts";
import { type Piece, Splitter } from "./splitter.ts";
import { writeRecord } from "./write-record.ts";

/** Turns the bytes of one file into lines of the batch. Synchronous and without input or output of its own. */
export interface FileReader {
  readonly tally: FileTally;
  readonly push: (bytes: Uint8Array) => void;
  /** No more bytes will come. */
  readonly finish: () => void;
  /** Reads on until the batch is full (true) or the bytes are used up (false). */
  readonly fill: () => boolean;
  /** The text ended inside a value; known once `fill` has returned false after `finish`. */
  readonly truncated: () => boolean;
}

export function newFileReader(
  file: number,
  writer: BatchWriter,
  limits: ReadLimits,
  seconds: InputSeconds,
): FileReader {
  const splitter = new Splitter(limits);
  const tally = newFileTally();
  const next = () => {
    const start = performance.now();
    const piece = splitter.next();
    seconds.split += (performance.now() - start) / 1000;
    return piece;
  };
  const take = (piece: Piece) => {
    const start = performance.now();
    enter(piece, file, writer, tally, limits.maxDepth);
    seconds.parse += (performance.now() - start) / 1000;
  };
  const fill = () => {
    for (let piece = next(); piece !== null; piece = next()) {
      take(piece);
      if (writer.length >= limits.batchBytes) return true;
    }
    tally.containers = splitter.containers;
    return false;
  };
  return {
    tally,
    push: (bytes) => splitter.push(bytes),
    finish: () => splitter.finish(),
    fill,
    truncated: () => splitter.truncated,
  };
}

function enter(piece: Piece, file: number, writer: BatchWriter, tally: FileTally, maxDepth: number): void {
  if (piece.listed) tally.likely = true;
  if (piece.kind === "fault") {
    increment(tally.malformed, piece.reason);
    return;
  }
  const verdict = checkRecord(piece, maxDepth);
  switch (verdict.kind) {
    case "record":
      tally.delivered++;
      if (verdict.repaired) tally.repaired++;
      writeRecord(writer, file, verdict);
      return;
    case "aside":
      increment(tally.aside, verdict.reason);
      return;
    case "malformed":
      if (verdict.likely) tally.likely = true;
      increment(tally.malformed, verdict.reason);
  }
}
