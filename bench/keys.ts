/** Names of the commands that are measured; the results have them. */
export const keys = {
  /** All files one after the other, in one process. */
  zcat: (events: number) => `zcat-${events}`,
  /** With the built-in rules. */
  scan: (events: number) => `scan-${events}`,
  /** The base data with so many made-up rules alone. */
  rules: (count: number) => `rules-${count}`,
  /** The base data with the built-in rules and so many made-up ones. */
  builtinAndRules: (count: number) => `builtin-and-${count}-rules`,
  smallFiles: "small-files",
  /** New events into a lake of so many. */
  slice: (events: number) => `slice-into-${events}`,
  node: "node",
  help: "help",
  hundred: "hundred-events",
  /** A fact: bytes. */
  stored: "stored-bytes",
  /** A fact: bytes. */
  json: "json-bytes",
} as const;

/** Sizes that follow from that of the base data. */
export const sizes = {
  large: (events: number) => events * 10,
  /** Of the small files: 50,000 of eight records when the base data has a million events. */
  small: (events: number) => Math.round(events * 0.4),
  slice: (events: number) => Math.min(5000, Math.max(50, Math.round(events / 200))),
  growth: (events: number) => [0.1, 0.3, 1, 3, 10].map((factor) => Math.round(events * factor)),
} as const;

export const MANY_RULES = 1000;
export const GROWTH_OF_RULES = [1, 10, 100, MANY_RULES] as const;
