/** A Parquet file of events that ingest has written into `Lake.incoming`; nothing counts until `commit`. */
export interface RawPart {
  readonly path: string;
  readonly events: number;
  /** Epoch ms of the earliest and the latest event. */
  readonly first: number;
  readonly last: number;
  readonly bytes: number;
  /** UTF-8 bytes of the JSON records in it. */
  readonly jsonBytes: number;
}

/** A part that counts. The file behind it never changes: a name stands for the same rows as long as the lake lives. */
export interface LakePart {
  /** Path below the lake's directory, with `/`: unique, and the same after the lake was moved. */
  readonly name: string;
  /** `raw`: as ingest wrote it, in any order. `day`: of one UTC day, sorted by time and id. */
  readonly level: "raw" | "day";
  /** Rows in the file, superseded ones included. */
  readonly events: number;
  /** Epoch ms of the earliest and the latest row. */
  readonly first: number;
  readonly last: number;
  readonly bytes: number;
  /** UTF-8 bytes of the JSON records that it holds: exact over all parts of a commit, shared out among them by rows. */
  readonly jsonBytes: number;
  /** Rows that do not count any more: another copy of the event won. It only ever grows. */
  readonly superseded: number;
}
