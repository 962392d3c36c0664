import type { RecordCount, SkippedFile } from "../ingest/input-report.ts";

/** What became of everything: `--summary` writes it. Law 4 of the design: the parts add up. */
export interface Summary {
  /** seen = read + skipped. */
  readonly files: { readonly seen: number; readonly read: number; readonly skipped: readonly SkippedFile[] };
  /** read = kept + duplicate + malformed. */
  readonly records: {
    readonly read: number;
    readonly kept: number;
    readonly duplicate: number;
    readonly malformed: readonly RecordCount[];
    /** Insight events and digests among records: recognised, set aside, not counted as read. */
    readonly aside: readonly RecordCount[];
    /** Kept, with escapes of half surrogate pairs replaced. */
    readonly repaired: number;
  };
  /** Of the whole lake. */
  readonly events: { readonly total: number; readonly first: string | null; readonly last: string | null };
  /** Of a kept lake that the events were added to. */
  readonly lake?: KeptLake;
  readonly rules: {
    readonly loaded: number;
    readonly disabled: readonly string[];
    readonly unsupported: readonly {
      readonly id: string | null;
      readonly name: string | null;
      readonly file: string;
      readonly reason: string;
    }[];
    readonly failed: readonly { readonly id: string; readonly name: string; readonly reason: string }[];
  };
  /** total = alerts + suppressed + over_cap. `summaries`: roll-up alerts for what is over the cap, on top. */
  readonly detections: {
    readonly total: number;
    readonly alerts: number;
    readonly suppressed: number;
    readonly over_cap: number;
    readonly summaries: number;
  };
  /** Suppression id -> detections of `detections.suppressed` that it keeps from being shown as alerts. */
  readonly suppressions: Readonly<Record<string, number>>;
  /** Rule id -> groups that could not be judged for want of history. */
  readonly insufficient_baseline: Readonly<Record<string, number>>;
  /** Rule id -> matching events left out because a group-by or term field was missing. */
  readonly missing_group: Readonly<Record<string, number>>;
  /** Rule id -> events with so many values that not all of their combinations were looked at. */
  readonly cut_combinations: Readonly<Record<string, number>>;
  readonly seconds: Seconds;
}

export interface KeptLake {
  readonly directory: string;
  /** New events, and the time from the first to the last of what counts since this scan. */
  readonly added: { readonly events: number; readonly first: string | null; readonly last: string | null };
  /** In which alerts were looked for, `[from, to)`, null: open; null as a whole: nothing was new. */
  readonly judged: { readonly from: string | null; readonly to: string | null } | null;
  readonly parts: number;
  readonly bytes: number;
}

export interface Seconds {
  decompress: number;
  split: number;
  parse: number;
  store: number;
  evaluate: number;
  total: number;
}

export function newSeconds(): Seconds {
  return { decompress: 0, split: 0, parse: 0, store: 0, evaluate: 0, total: 0 };
}

/** Adds the seconds that `work` takes to one part. */
export async function timed<T>(seconds: Seconds, part: keyof Seconds, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    seconds[part] += (performance.now() - start) / 1000;
  }
}
