import { closeSync, openSync, writeSync } from "node:fs";
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import { serializeTCompactProtocol } from "hyparquet-writer/src/thrift.js";
import { compressSync } from "snappy";
import { ByteBuffer } from "./byte-buffer.ts";
import type { ChunkBody, Column } from "./column.ts";
import { type ChunkFacts, footerOf, type GroupFacts } from "./footer.ts";

const MAGIC = Buffer.from("PAR1");
const DATA_PAGE = 0;
const DICTIONARY_PAGE = 2;
/** Numbers of encodings in the format's thrift definition. */
const PLAIN = 0;
const RLE = 3;
const RLE_DICTIONARY = 8;
/** Into memory of V8's own: other buffers are freed between events of the loop only, and one turn of it may write many row groups. */
const COPIED = { copyOutputData: true };
/** Compression that saves less than this share costs readers more than it is worth. */
const WORTHWHILE = 0.9;

/**
 * Writes a Parquet file, a row group at a time. The pages are encoded by the columns; thrift is
 * hyparquet-writer's. One page a column chunk, Snappy where it pays: made to be written fast, read soon and rewritten later.
 */
export class ParquetWriter {
  readonly #file: number;
  readonly #columns: readonly Column[];
  readonly #groups: GroupFacts[] = [];
  readonly #page = new ByteBuffer(1024 * 1024);
  #offset = 0;

  /** Throws what node:fs throws when the file cannot be made. */
  constructor(path: string, columns: readonly Column[]) {
    this.#file = openSync(path, "wx");
    this.#columns = columns;
    this.#write(MAGIC);
  }

  /** Writes the first rows of the columns, all that they have, and clears them. */
  writeGroup(rows: number): void {
    const chunks = this.#columns.map((column) => {
      const chunk = this.#writeChunk(column, rows);
      column.clear();
      return chunk;
    });
    this.#groups.push({ rows, chunks });
  }

  /** Writes the footer; the size of the file in bytes. */
  finish(): number {
    const footer = footerOf(this.#columns, this.#groups);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(footer.length);
    this.#write(Buffer.concat([footer, length, MAGIC]));
    closeSync(this.#file);
    return this.#offset;
  }

  #writeChunk(column: Column, rows: number): ChunkFacts {
    this.#page.clear();
    const body = column.encode(this.#page, rows);
    const { dictionary } = body;
    const header = {
      field_1: body.values,
      field_2: dictionary === null ? PLAIN : RLE_DICTIONARY,
      field_3: RLE,
      field_4: RLE,
    };
    const pages: Page[] = [{ type: DATA_PAGE, header: { field_5: header }, bytes: this.#page.view() }];
    if (dictionary !== null) {
      const head = { field_7: { field_1: dictionary.values, field_2: PLAIN } };
      pages.unshift({ type: DICTIONARY_PAGE, header: head, bytes: dictionary.bytes });
    }
    const compressed = column.compressible ? pages.map(({ bytes }) => compressSync(bytes, COPIED)) : [];
    const pays = column.compressible && size(compressed) < size(pages.map(({ bytes }) => bytes)) * WORTHWHILE;
    const written = pages.map((page, i) => this.#writePage(page, (pays ? compressed[i] : undefined) ?? page.bytes));
    return factsOf(column, body, pays, written);
  }

  #writePage({ type, header, bytes }: Page, stored: Uint8Array): WrittenPage {
    const at = this.#offset;
    const writer = new ByteWriter(64);
    serializeTCompactProtocol(writer, { field_1: type, field_2: bytes.length, field_3: stored.length, ...header });
    const head = writer.getBytes();
    this.#write(head);
    this.#write(stored);
    return { type, at, plain: head.length + bytes.length, stored: head.length + stored.length };
  }

  #write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    this.#offset += bytes.length;
  }
}

interface Page {
  readonly type: number;
  /** The part of the page header that depends on the type. */
  readonly header: object;
  readonly bytes: Uint8Array;
}

interface WrittenPage {
  readonly type: number;
  readonly at: number;
  /** Bytes with the header, before compression and as stored. */
  readonly plain: number;
  readonly stored: number;
}

function size(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}

function factsOf(
  column: Column,
  { values, nulls, bounds }: ChunkBody,
  compressed: boolean,
  written: readonly WrittenPage[],
): ChunkFacts {
  const at = (type: number) => written.find((page) => page.type === type)?.at;
  return {
    column,
    compressed,
    values,
    nulls,
    bounds,
    plain: written.reduce((sum, page) => sum + page.plain, 0),
    stored: written.reduce((sum, page) => sum + page.stored, 0),
    dataAt: at(DATA_PAGE) ?? 0,
    dictionaryAt: at(DICTIONARY_PAGE) ?? null,
  };
}
