import type { Session } from "../../driver/duckdb.ts";

/**
 * The watermark of a source is the latest event time of all that was read when the source was last caught up. It stands
 * still while a backlog is read, so that no event of the backlog is late because of the order in which it was read.
 */
export interface Watermark {
  readonly source: string;
  /** Epoch ms; null: the source has not been caught up yet. */
  readonly time: number | null;
  /** The latest event so far, epoch ms; null: there was none. */
  readonly pending: number | null;
  /** By the clock, epoch ms: when it was last caught up; null: never. */
  readonly caughtUpAt: number | null;
}

export function newWatermark(source: string): Watermark {
  return { source, time: null, pending: null, caughtUpAt: null };
}

export async function readWatermarks(session: Session): Promise<ReadonlyMap<string, Watermark>> {
  const rows = await session.all("SELECT source, time, pending, caught_up_at FROM state.watermarks");
  const numberOr = (cell: unknown): number | null => (typeof cell === "number" ? cell : null);
  return new Map(
    rows.map((row) => {
      const source = String(row["source"]);
      const [time, pending] = [numberOr(row["time"]), numberOr(row["pending"])];
      return [source, { source, time, pending, caughtUpAt: numberOr(row["caught_up_at"]) }];
    }),
  );
}

/** After a delivery with events up to `last`. `now`: by the clock. */
export function advanced(before: Watermark, last: number | null, caughtUp: boolean, now: number): Watermark {
  const pending = last === null ? before.pending : Math.max(last, before.pending ?? last);
  return caughtUp ? { ...before, pending, time: pending, caughtUpAt: now } : { ...before, pending };
}

/** Part of a transaction. */
export async function writeWatermark(
  session: Session,
  { source, time, pending, caughtUpAt }: Watermark,
): Promise<void> {
  await session.run("DELETE FROM state.watermarks WHERE source = ?", [source]);
  await session.run("INSERT INTO state.watermarks VALUES (?, ?, ?, ?)", [source, time, pending, caughtUpAt]);
}
