export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
  /** It should have been read and could not be, or only in part; false for a file of another kind. */
  readonly unreadable: boolean;
}

export interface RecordCount {
  readonly path: string;
  readonly reason: string;
  readonly count: number;
}

/**
 * What became of the input; filled while `readInputs` runs and complete when it ends. Always
 * `files.seen = files.read + files.skipped` and `records.read = delivered + malformed + aside`.
 * A file that breaks off is skipped, with the records before the break delivered and counted.
 */
export interface InputReport {
  readonly files: { seen: number; read: number; readonly skipped: SkippedFile[] };
  readonly records: {
    read: number;
    delivered: number;
    /** Delivered with escapes of half surrogate pairs replaced by U+FFFD. */
    repaired: number;
    readonly malformed: RecordCount[];
    /** Digests and Insight events among records. */
    readonly aside: RecordCount[];
  };
}

export function newInputReport(): InputReport {
  return {
    files: { seen: 0, read: 0, skipped: [] },
    records: { read: 0, delivered: 0, repaired: 0, malformed: [], aside: [] },
  };
}

/** Adds what another report counts. */
export function addReport(into: InputReport, more: InputReport): void {
  into.files.seen += more.files.seen;
  into.files.read += more.files.read;
  into.files.skipped.push(...more.files.skipped);
  into.records.read += more.records.read;
  into.records.delivered += more.records.delivered;
  into.records.repaired += more.records.repaired;
  into.records.malformed.push(...more.records.malformed);
  into.records.aside.push(...more.records.aside);
}

/** Puts the lists into the order of their paths, then reasons, whatever order the files were given in. */
export function sortReport(report: InputReport): void {
  report.files.skipped.sort(byPath);
  report.records.malformed.sort(byPath);
  report.records.aside.sort(byPath);
}

function byPath(a: Omit<SkippedFile, "unreadable">, b: Omit<SkippedFile, "unreadable">): number {
  return compare(a.path, b.path) || compare(a.reason, b.reason);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
