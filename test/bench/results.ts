import { keys, sizes } from "../../bench/keys.ts";
import type { Measured, Series } from "../../bench/measure-all.ts";
import { MEASURES } from "../../bench/options.ts";
import { type Results, resultsOf } from "../../bench/report/results.ts";
import type { Sample } from "../../bench/run-command.ts";

export const EVENTS = 1_000_000;

const CIRCUMSTANCES = {
  date: "2026-11-21T10:00:00.000Z",
  machine: { cpu: "Z80", cores: 2, memory: 16e9, system: "Linux 6", load: 0.1 },
  versions: { node: "v20.0.0", duckdb: "1.5", trailhound: "0.1.0", commit: "abc1234" },
};

export function series(walls: readonly number[], memory: number | null = 5e8): Series {
  const samples: Sample[] = walls.map((wall) => ({ wall, cpu: wall * 1.5, memory }));
  return { samples, parts: { split: walls.map((wall) => wall / 2) } };
}

/** Every target is met but that of the slice's ratio and the memory of the base data. */
export function measured(): Measured {
  const large = sizes.large(EVENTS);
  return {
    series: new Map([
      [keys.zcat(EVENTS), series([5, 4, 6], null)],
      [keys.scan(EVENTS), series([4.5, 4, 9], 1.2e9)],
      [keys.scan(large), series([40], 1.3e9)],
      [keys.builtinAndRules(1000), series([5, 5, 5])],
      [keys.smallFiles, series([3])],
      [keys.scan(sizes.small(EVENTS)), series([2])],
      [keys.slice(EVENTS), series([1])],
      [keys.slice(large), series([1.5])],
      [keys.node, series([0.05])],
      [keys.help, series([0.1])],
      [keys.hundred, series([0.9])],
    ]),
    facts: { [keys.stored]: 70, [keys.json]: 1000 },
    failures: new Map(),
  };
}

export function results(of = measured(), events = EVENTS): Results {
  const options = { events, runs: 3, out: "r.json", data: "d", cli: "c", measures: new Set(MEASURES) };
  return resultsOf(of, options, CIRCUMSTANCES);
}
