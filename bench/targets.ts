import { keys, MANY_RULES, sizes } from "./keys.ts";
import type { Measured } from "./measure-all.ts";
import type { BenchOptions, Measure } from "./options.ts";
import { median } from "./statistics.ts";

export type Unit = "ratio" | "seconds" | "bytes";

/** A line of the table of targets. */
export interface TargetResult {
  readonly name: string;
  readonly unit: Unit;
  /** The value should be at most this. */
  readonly target: number;
  /** Of medians; null when it could not be measured. */
  readonly value: number | null;
  readonly isMet: boolean | null;
  /** Why there is no value. */
  readonly reason?: string;
}

interface Target {
  readonly measure: Measure;
  readonly name: string;
  readonly unit: Unit;
  readonly target: number;
  value(of: Medians): number;
}

/** Medians by key; each throws NotMeasured when there are none. */
interface Medians {
  wall(key: string): number;
  memory(key: string): number;
  fact(key: string): number;
}

class NotMeasured extends Error {}

const GIGABYTE = 1e9;

function targetsOf(events: number): readonly Target[] {
  const [base, large, small] = [events, sizes.large(events), sizes.small(events)];
  const count = (value: number): string => value.toLocaleString("en");
  const files = count(Math.round(small / 8));
  const slice = `five-minute slice of ${count(sizes.slice(events))} events`;
  return [
    {
      measure: "scan",
      name: `scan of ${count(base)} events, built-in rules / zcat of the same files`,
      unit: "ratio",
      target: 1,
      value: ({ wall }) => wall(keys.scan(base)) / wall(keys.zcat(base)),
    },
    {
      measure: "rules",
      name: `the same with ${count(MANY_RULES)} rules more / built-in rules`,
      unit: "ratio",
      target: 1.3,
      value: ({ wall }) => wall(keys.builtinAndRules(MANY_RULES)) / wall(keys.scan(base)),
    },
    {
      measure: "scan",
      name: `peak resident memory, ${count(base)} events`,
      unit: "bytes",
      target: GIGABYTE,
      value: ({ memory }) => memory(keys.scan(base)),
    },
    {
      measure: "memory",
      name: `peak resident memory, ${count(large)} / ${count(base)} events`,
      unit: "ratio",
      target: 1.3,
      value: ({ memory }) => memory(keys.scan(large)) / memory(keys.scan(base)),
    },
    {
      measure: "storage",
      name: "stored bytes / bytes of JSON",
      unit: "ratio",
      target: 0.08,
      value: ({ fact }) => fact(keys.stored) / fact(keys.json),
    },
    {
      measure: "small-files",
      name: `${files} files of 8 records / the same records in large files`,
      unit: "ratio",
      target: 2,
      value: ({ wall }) => wall(keys.smallFiles) / wall(keys.scan(small)),
    },
    {
      measure: "slice",
      name: `${slice} on a lake of ${count(large)} / of ${count(base)} events`,
      unit: "ratio",
      target: 1.3,
      value: ({ wall }) => wall(keys.slice(large)) / wall(keys.slice(base)),
    },
    {
      measure: "slice",
      name: `${slice}, from file to alerts, on a lake of ${count(large)}`,
      unit: "seconds",
      target: 2,
      value: ({ wall }) => wall(keys.slice(large)),
    },
    {
      measure: "help",
      name: "trailhound --help / node -e 0",
      unit: "ratio",
      target: 4,
      value: ({ wall }) => wall(keys.help) / wall(keys.node),
    },
    {
      measure: "hundred",
      name: "scan of one file of 100 events",
      unit: "seconds",
      target: 1,
      value: ({ wall }) => wall(keys.hundred),
    },
  ];
}

/** The lines of the table of targets that were asked for, in the order. */
export function judge(
  measured: Measured,
  { events, measures }: Pick<BenchOptions, "events" | "measures">,
): TargetResult[] {
  return targetsOf(events)
    .filter((target) => measures.has(target.measure))
    .map((target) => judgeOne(target, measured));
}

function judgeOne({ measure, name, unit, target, value }: Target, measured: Measured): TargetResult {
  const failed = measured.failures.get(measure);
  if (failed !== undefined) return { name, unit, target, value: null, isMet: null, reason: failed };
  try {
    const found = value(mediansOf(measured));
    return { name, unit, target, value: found, isMet: found <= target };
  } catch (error) {
    if (!(error instanceof NotMeasured)) throw error;
    return { name, unit, target, value: null, isMet: null, reason: error.message };
  }
}

function mediansOf({ series, facts, failures }: Measured): Medians {
  const missing = (key: string): never => {
    throw new NotMeasured(failures.get(key) ?? `${key} was not measured`);
  };
  const samples = (key: string) => (failures.has(key) ? missing(key) : (series.get(key)?.samples ?? missing(key)));
  return {
    wall: (key) => median(samples(key).map((each) => each.wall)),
    memory: (key) => median(samples(key).map((each) => each.memory ?? missing(`memory of ${key}`))),
    fact: (key) => facts[key] ?? missing(key),
  };
}
