import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import { serializeTCompactProtocol } from "hyparquet-writer/src/thrift.js";
import type { Column } from "./column.ts";

/** What a footer says of a column chunk. Offsets are from the begin of the file. */
export interface ChunkFacts {
  readonly column: Column;
  readonly compressed: boolean;
  readonly values: number;
  readonly nulls: number;
  readonly bounds: { readonly least: bigint; readonly greatest: bigint } | null;
  /** Bytes with page headers, before compression and as stored. */
  readonly plain: number;
  readonly stored: number;
  readonly dataAt: number;
  readonly dictionaryAt: number | null;
}

export interface GroupFacts {
  readonly rows: number;
  readonly chunks: readonly ChunkFacts[];
}

/** Numbers of the enums in parquet.thrift of the format, https://github.com/apache/parquet-format. */
const TYPES = { BOOLEAN: 0, INT64: 2, BYTE_ARRAY: 6 };
const CONVERTED = { UTF8: 0, LIST: 3, TIMESTAMP_MILLIS: 9, JSON: 19 };
const REQUIRED = 0;
const OPTIONAL = 1;
const REPEATED = 2;
const PLAIN = 0;
const RLE = 3;
const RLE_DICTIONARY = 8;
const SNAPPY = 1;
const UNCOMPRESSED = 0;

type Struct = Readonly<Record<`field_${number}`, unknown>>;

/** The footer of a file, without its length and the magic behind it. */
export function footerOf(columns: readonly Column[], groups: readonly GroupFacts[]): Uint8Array {
  const writer = new ByteWriter();
  const root = { field_3: REQUIRED, field_4: "events", field_5: columns.length };
  serializeTCompactProtocol(writer, {
    field_1: 1,
    field_2: [root, ...columns.flatMap(schemaOf)],
    field_3: BigInt(groups.reduce((sum, { rows }) => sum + rows, 0)),
    field_4: groups.map(groupOf),
    field_6: "trailhound",
  });
  return writer.getBytes();
}

function schemaOf(column: Column): readonly Struct[] {
  const { name, leaf, list } = column;
  const converted = leaf.converted === null ? undefined : CONVERTED[leaf.converted];
  const element = {
    field_1: TYPES[leaf.type],
    field_3: OPTIONAL,
    field_4: list ? "element" : name,
    field_6: converted,
  };
  if (!list) return [element];
  return [
    { field_3: OPTIONAL, field_4: name, field_5: 1, field_6: CONVERTED.LIST },
    { field_3: REPEATED, field_4: "list", field_5: 1 },
    element,
  ];
}

function groupOf({ rows, chunks }: GroupFacts): Struct {
  const plain = chunks.reduce((sum, chunk) => sum + chunk.plain, 0);
  return { field_1: chunks.map(chunkOf), field_2: BigInt(plain), field_3: BigInt(rows) };
}

function chunkOf(chunk: ChunkFacts): Struct {
  const { column, dictionaryAt, bounds } = chunk;
  const begin = dictionaryAt ?? chunk.dataAt;
  return {
    field_2: BigInt(begin),
    field_3: {
      field_1: TYPES[column.leaf.type],
      field_2: dictionaryAt === null ? [PLAIN, RLE] : [PLAIN, RLE, RLE_DICTIONARY],
      field_3: column.list ? [column.name, "list", "element"] : [column.name],
      field_4: chunk.compressed ? SNAPPY : UNCOMPRESSED,
      field_5: BigInt(chunk.values),
      field_6: BigInt(chunk.plain),
      field_7: BigInt(chunk.stored),
      field_9: BigInt(chunk.dataAt),
      field_11: dictionaryAt === null ? undefined : BigInt(dictionaryAt),
      field_12: {
        field_3: BigInt(chunk.nulls),
        field_5: bounds === null ? undefined : int64(bounds.greatest),
        field_6: bounds === null ? undefined : int64(bounds.least),
      },
    },
  };
}

function int64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, value, true);
  return bytes;
}
