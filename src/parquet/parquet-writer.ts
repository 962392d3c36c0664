import { closeSync, openSync, writeSync } from "node:fs";
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import { writeMetadata } from "hyparquet-writer/src/metadata.js";
import { serializeTCompactProtocol } from "hyparquet-writer/src/thrift.js";
import { compressSync } from "snappy";
import { ByteBuffer } from "./byte-buffer.ts";
import type { ChunkBody, Column } from "./column.ts";

type Footer = Parameters<typeof writeMetadata>[1];
type RowGroup = Footer["row_groups"][number];
type ColumnChunk = RowGroup["columns"][number];
type SchemaElement = Footer["schema"][number];

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
 * Writes a Parquet file, a row group at a time. The pages are encoded by the columns; page headers and the footer are
 * hyparquet-writer's. One page a column chunk, Snappy where it pays: made to be written fast, read soon and rewritten later.
 */
export class ParquetWriter {
  readonly #file: number;
  readonly #columns: readonly Column[];
  readonly #groups: RowGroup[] = [];
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
    const begin = this.#offset;
    const columns = this.#columns.map((column) => {
      const chunk = this.#writeChunk(column, rows);
      column.clear();
      return chunk;
    });
    const total = columns.reduce((sum, { meta_data }) => sum + (meta_data?.total_uncompressed_size ?? 0n), 0n);
    this.#groups.push({
      columns,
      total_byte_size: total,
      num_rows: BigInt(rows),
      total_compressed_size: BigInt(this.#offset - begin),
    });
  }

  /** Writes the footer; the size of the file in bytes. */
  finish(): number {
    const footer = new ByteWriter();
    writeMetadata(footer, {
      version: 1,
      created_by: "trailhound",
      schema: schemaOf(this.#columns),
      num_rows: this.#groups.reduce((sum, group) => sum + group.num_rows, 0n),
      row_groups: this.#groups,
      metadata_length: 0,
    });
    this.#write(footer.getBytes());
    this.#write(MAGIC);
    closeSync(this.#file);
    return this.#offset;
  }

  #writeChunk(column: Column, rows: number): ColumnChunk {
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
    return chunkOf(column, body, { compressed: pays, written });
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

interface Chunk {
  readonly compressed: boolean;
  readonly written: readonly WrittenPage[];
}

function size(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}

function chunkOf(column: Column, { values, nulls, bounds }: ChunkBody, { compressed, written }: Chunk): ColumnChunk {
  const at = (type: number) => written.find((page) => page.type === type)?.at;
  const dictionaryAt = at(DICTIONARY_PAGE);
  const null_count = BigInt(nulls);
  return {
    file_offset: BigInt(written[0]?.at ?? 0),
    meta_data: {
      type: column.leaf.type,
      encodings: dictionaryAt === undefined ? ["PLAIN", "RLE"] : ["PLAIN", "RLE", "RLE_DICTIONARY"],
      path_in_schema: column.list ? [column.name, "list", "element"] : [column.name],
      codec: compressed ? "SNAPPY" : "UNCOMPRESSED",
      num_values: BigInt(values),
      total_uncompressed_size: BigInt(written.reduce((sum, page) => sum + page.plain, 0)),
      total_compressed_size: BigInt(written.reduce((sum, page) => sum + page.stored, 0)),
      data_page_offset: BigInt(at(DATA_PAGE) ?? 0),
      ...(dictionaryAt === undefined ? {} : { dictionary_page_offset: BigInt(dictionaryAt) }),
      statistics:
        bounds === null ? { null_count } : { null_count, min_value: bounds.least, max_value: bounds.greatest },
    },
  };
}

function schemaOf(columns: readonly Column[]): SchemaElement[] {
  const root: SchemaElement = { name: "events", repetition_type: "REQUIRED", num_children: columns.length };
  return [root, ...columns.flatMap((column) => (column.list ? listSchema(column) : [leafSchema(column, column.name)]))];
}

function listSchema(column: Column): SchemaElement[] {
  return [
    { name: column.name, repetition_type: "OPTIONAL", num_children: 1, converted_type: "LIST" },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    leafSchema(column, "element"),
  ];
}

function leafSchema({ leaf }: Column, name: string): SchemaElement {
  const element: SchemaElement = { name, type: leaf.type, repetition_type: "OPTIONAL" };
  return leaf.converted === null ? element : { ...element, converted_type: leaf.converted };
}
