import type { ByteBuffer } from "./byte-buffer.ts";

/** Physical and logical type of a leaf, in the words of the Parquet format. */
export interface LeafType {
  readonly type: "BYTE_ARRAY" | "INT64" | "BOOLEAN";
  readonly converted: "UTF8" | "JSON" | "TIMESTAMP_MILLIS" | null;
}

/** The body of a column chunk, before compression: levels and values of one data page, after its dictionary if it has one. */
export interface ChunkBody {
  /** PLAIN values, or null when the page holds the values themselves. */
  readonly dictionary: { readonly bytes: Uint8Array; readonly values: number } | null;
  /** Rows; of a list column its elements and empty lists. */
  readonly values: number;
  readonly nulls: number;
  /** Of INT64 columns. */
  readonly bounds: { readonly least: bigint; readonly greatest: bigint } | null;
}

/** One column of a row group that is being filled. */
export interface Column {
  readonly name: string;
  readonly leaf: LeafType;
  readonly list: boolean;
  /** False: no compression is tried. */
  readonly compressible: boolean;
  /** Bytes of the values held. */
  readonly held: number;
  /** Writes the data page of so many rows into `page` and says what it is. */
  encode(page: ByteBuffer, rows: number): ChunkBody;
  /** Forgets the rows. */
  clear(): void;
}
