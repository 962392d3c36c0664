/** The rows of one hour that are about to be written. */
export interface HourRows {
  /** Epoch ms of its start. */
  readonly hour: number;
  readonly rows: number;
  /** Epoch ms of its earliest and latest row. */
  readonly first: number;
  readonly last: number;
  /** XOR and sum (modulo 2^64) of the digests of its rows: neither depends on their order. */
  readonly xor: bigint;
  readonly sum: bigint;
}

/** What becomes one day part: hours of one UTC day. */
export interface Slice extends Omit<HourRows, "hour"> {
  /** YYYY-MM-DD. */
  readonly day: string;
  /** Epoch ms, `[from, to)`. */
  readonly from: number;
  readonly to: number;
}

const HOUR = 3_600_000;

/** Joins hours (ascending) to slices of one day and at most so many rows; an hour that has more is one all the same. */
export function slicesOf(hours: readonly HourRows[], mostRows: number): readonly Slice[] {
  const slices: Slice[] = [];
  for (const hour of hours) {
    const slice = sliceOf(hour);
    const before = slices.at(-1);
    if (before && before.day === slice.day && before.rows + slice.rows <= mostRows)
      slices[slices.length - 1] = joined(before, slice);
    else slices.push(slice);
  }
  return slices;
}

function sliceOf({ hour, ...rows }: HourRows): Slice {
  return { ...rows, day: new Date(hour).toISOString().slice(0, -14), from: hour, to: hour + HOUR };
}

function joined(a: Slice, b: Slice): Slice {
  return {
    day: a.day,
    from: a.from,
    to: b.to,
    rows: a.rows + b.rows,
    first: Math.min(a.first, b.first),
    last: Math.max(a.last, b.last),
    xor: a.xor ^ b.xor,
    sum: BigInt.asUintN(64, a.sum + b.sum),
  };
}

/** Of the rows, whatever their order: 32 hexadecimal digits. */
export function contentHash({ xor, sum }: Pick<Slice, "xor" | "sum">): string {
  return [xor, sum].map((each) => each.toString(16).padStart(16, "0")).join("");
}
