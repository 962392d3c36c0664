import { canonicalRecord, recordHash } from "./canonical-record.ts";
import { checkRecord, type GoodRecord } from "./check-record.ts";
import { type FileTally, increment, newFileTally } from "./file-tally.ts";
import type { InputSeconds, ReadLimits } from "./read-options.ts";
import { RecordMembers } from "./record-members.ts";
import { RecordScanner } from "./record-scanner.ts";
import type { RecordSink } from "./record-sink.ts";
import { MOST_MEMBERS } from "./shape.ts";
import { type Piece, Splitter } from "./splitter.ts";
import { UsualRecords } from "./usual-records.ts";

/** Turns the bytes of one file into records for the sink. Synchronous and without input or output of its own. */
export interface FileReader {
  readonly tally: FileTally;
  /** Reads a piece of the file, as far as it has whole records. */
  readonly push: (bytes: Uint8Array) => void;
  /** No more bytes will come: reads the rest. */
  readonly finish: () => void;
  /** The text ended inside a value; known after `finish`. */
  readonly truncated: () => boolean;
}

/** What reading needs besides the bytes; made once for many files. */
export interface ReaderTools {
  readonly sink: RecordSink;
  readonly limits: ReadLimits;
  readonly seconds: InputSeconds;
  /** Null: every record goes the long way; for tests. */
  readonly usual: UsualRecords | null;
  readonly scanner: RecordScanner;
  readonly members: RecordMembers;
}

export function newReaderTools(sink: RecordSink, limits: ReadLimits, seconds: InputSeconds): ReaderTools {
  return {
    sink,
    limits,
    seconds,
    usual: new UsualRecords(limits),
    scanner: new RecordScanner(limits.maxDepth, MOST_MEMBERS),
    members: new RecordMembers(MOST_MEMBERS),
  };
}

/** One record in so many is timed: a clock's reading costs a tenth of a record. */
const SAMPLE = 64;

export function newFileReader(tools: ReaderTools): FileReader {
  const { limits, seconds, usual } = tools;
  const splitter = new Splitter(limits, usual);
  const tally = newFileTally();
  let records = 0;
  let sampled = 0;
  const take = (piece: Piece) => {
    if (records++ % SAMPLE !== 0) return enter(piece, tally, tools);
    const start = performance.now();
    const stored = seconds.store;
    enter(piece, tally, tools);
    sampled += (performance.now() - start) / 1000 - (seconds.store - stored);
  };
  const readOn = () => {
    const start = performance.now();
    const stored = seconds.store;
    sampled = 0;
    for (let piece = splitter.next(); piece !== null; piece = splitter.next()) take(piece);
    tally.containers = splitter.containers;
    const spent = (performance.now() - start) / 1000 - (seconds.store - stored);
    // a sample that was interrupted counts for many: no more than all of it
    const parsing = Math.min(spent, sampled * SAMPLE);
    seconds.parse += parsing;
    seconds.split += spent - parsing;
  };
  return {
    tally,
    push: (bytes) => {
      splitter.push(bytes);
      readOn();
    },
    finish: () => {
      splitter.finish();
      readOn();
    },
    truncated: () => splitter.truncated,
  };
}

function enter(piece: Piece, tally: FileTally, tools: ReaderTools): void {
  if (piece.kind === "usual") {
    tally.likely = true;
    tally.delivered++;
    if (tools.usual !== null) tools.sink.add(tools.usual.members, null, true);
    return;
  }
  if (piece.listed) tally.likely = true;
  if (piece.kind === "fault") {
    increment(tally.malformed, piece.reason);
    return;
  }
  const verdict = checkRecord(piece, tools.limits.maxDepth);
  switch (verdict.kind) {
    case "record":
      tally.delivered++;
      if (verdict.repaired) tally.repaired++;
      addUnusual(verdict, tools);
      return;
    case "aside":
      increment(tally.aside, verdict.reason);
      return;
    case "malformed":
      if (verdict.likely) tally.likely = true;
      increment(tally.malformed, verdict.reason);
  }
}

function addUnusual(good: GoodRecord, { sink, scanner, members }: ReaderTools): void {
  const text = canonicalRecord(good);
  scanner.load(text);
  if (scanner.scan(0) !== text.length) throw new Error("bug: a canonical record is no JSON");
  members.sort(text, scanner, true);
  members.size = good.bytes.length;
  sink.add(members, recordHash(good.record), false);
}
