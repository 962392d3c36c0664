import { join } from "node:path";
import type { RawPart } from "../lake/part.ts";
import { ParquetWriter } from "../parquet/parquet-writer.ts";
import { EventRows } from "./event-rows.ts";
import type { InputSeconds } from "./read-options.ts";
import type { RecordMembers } from "./record-members.ts";
import type { RecordSink } from "./record-sink.ts";

/** Rows of a row group: a multiple of the 2,048 that DuckDB works on at a time. */
const GROUP_ROWS = 122_880;
/** Of distinct values held for a row group: bounds memory when values hardly repeat. */
const GROUP_BYTES = 48 * 1024 * 1024;
const GROUPS_A_PART = 4;
/** Of records between looks at the bytes held: also a few very large records must not pile up. */
const LOOK_BYTES = 1024 * 1024;

interface OpenPart {
  readonly path: string;
  readonly writer: ParquetWriter;
  groups: number;
  events: number;
  first: number;
  last: number;
  jsonBytes: number;
}

/** Writes records into raw parts `<prefix>-<n>.parquet` of a folder, one after another. */
export class PartWriter implements RecordSink {
  readonly #seconds: InputSeconds;
  readonly #parts: RawPart[] = [];
  readonly #folder: string;
  readonly #prefix: string;
  readonly #rows = new EventRows(GROUP_ROWS);
  #open: OpenPart | null = null;
  #jsonBytes = 0;
  #unlooked = 0;

  /** `seconds.store` is added to. */
  constructor(folder: string, prefix: string, seconds: InputSeconds) {
    this.#seconds = seconds;
    this.#folder = folder;
    this.#prefix = prefix;
  }

  add(members: RecordMembers, hash: string | null, usual: boolean): void {
    const rows = this.#rows;
    rows.add(members, hash, usual);
    this.#jsonBytes += members.size;
    this.#unlooked += members.size;
    const full = rows.count === GROUP_ROWS || this.#isHeldFull();
    if (full) this.#writeGroup();
  }

  #isHeldFull(): boolean {
    if (this.#unlooked < LOOK_BYTES) return false;
    this.#unlooked = 0;
    return this.#rows.columns.held() > GROUP_BYTES;
  }

  /** Writes what is still held; the parts. */
  finish(): readonly RawPart[] {
    if (this.#rows.count > 0) this.#writeGroup();
    this.#closePart();
    return this.#parts;
  }

  #writeGroup(): void {
    const start = performance.now();
    const rows = this.#rows;
    this.#open ??= this.#openPart();
    const part = this.#open;
    rows.complete();
    part.writer.writeGroup(rows.count);
    part.groups++;
    part.events += rows.count;
    part.first = Math.min(part.first, rows.first);
    part.last = Math.max(part.last, rows.last);
    part.jsonBytes += this.#jsonBytes;
    this.#jsonBytes = 0;
    rows.clear();
    if (part.groups === GROUPS_A_PART) this.#closePart();
    this.#seconds.store += (performance.now() - start) / 1000;
  }

  #openPart(): OpenPart {
    const path = join(this.#folder, `${this.#prefix}-${this.#parts.length}.parquet`);
    const writer = new ParquetWriter(path, this.#rows.columns.all);
    return { path, writer, groups: 0, events: 0, first: Infinity, last: -Infinity, jsonBytes: 0 };
  }

  #closePart(): void {
    if (this.#open === null) return;
    const { path, writer, events, first, last, jsonBytes } = this.#open;
    const bytes = writer.finish();
    this.#parts.push({ path, events, first, last, bytes, jsonBytes });
    this.#open = null;
  }
}
