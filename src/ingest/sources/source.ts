/** One version of a file that a source delivers. The ledger knows it by (source, key, etag). */
export interface SourceObject {
  /** Path below the directory, or the S3 key with its bucket: `bucket/key`. */
  readonly key: string;
  /** Changes when the content does: S3's ETag; of a file size, time of change and inode. */
  readonly etag: string;
  /** Bytes as stored. */
  readonly size: number;
}

/** What came of fetching it: a file to read, or why there is none. */
export interface FetchedObject extends SourceObject {
  /** On disk; null when it could not be had. */
  readonly path: string | null;
  /** Why not: it is gone, forbidden, too large. Null with a path. */
  readonly reason: string | null;
  /** When it was put where the source found it, by the clock, epoch ms; null: not known. */
  readonly arrived: number | null;
}

/** Some objects that are to be read and committed together. */
export interface Delivery {
  /** May be empty: then the source has only something to say about being caught up, or to settle. */
  readonly objects: readonly FetchedObject[];
  /** Everything that was there when the source last looked has been delivered with this. */
  readonly caughtUp: boolean;
  /** Call once it is committed: messages are deleted, fetched files removed. */
  committed(): Promise<void>;
  /** Call when it could not be committed: everything is to be delivered again. */
  failed(): Promise<void>;
}

/** What a source tells of itself, for health and metrics. */
export interface SourceStatus {
  readonly name: string;
  readonly caughtUp: boolean;
  /** Objects or messages that are known to wait; null: not known. */
  readonly waiting: number | null;
  /** By the clock, epoch ms: when it last looked with success. */
  readonly lastLook: number | null;
  /** The last thing that went wrong and still is; null: nothing. No secrets in it. */
  readonly problem: string | null;
  /** Messages that could not be understood, left to the queue's redrive. */
  readonly poison: number;
}

/** Where CloudTrail delivers. One delivery at a time. */
export interface LogSource {
  /** As it was given, without secrets: `dir:logs`, `s3://bucket/prefix`, `sqs:URL`. */
  readonly name: string;
  status(): SourceStatus;
  /**
   * The next delivery; waits until there is one. Null when `signal` is aborted. Network trouble is retried within and shown in
   * `status`; it throws only for what no retry will mend at the start (no such directory, malformed URL).
   */
  next(signal: AbortSignal): Promise<Delivery | null>;
  close(): Promise<void>;
}

/** What the state knows of objects: how a source leaves out what was committed. */
export interface Ledger {
  /** Whether each of these versions was committed, by position. */
  known(source: string, objects: readonly SourceObject[]): Promise<readonly boolean[]>;
}

/** Bounds of one delivery: it ends at whichever comes first. */
export interface DeliveryLimits {
  readonly files: number;
  readonly bytes: number;
}

export interface SourceContext {
  readonly ledger: Ledger;
  /** For fetched files; the source's own, emptied when it is opened. */
  readonly folder: string;
  readonly limits: DeliveryLimits;
  /** ms between two looks at a directory or a bucket. */
  readonly pollInterval: number;
}
