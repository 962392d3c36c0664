import type { Figures } from "./measured.ts";

const COLUMNS: readonly (readonly [title: string, of: (figures: Figures) => string])[] = [
  ["events/s", (each) => each.events_per_second.toFixed(0)],
  ["memory MB", (each) => rounded(each.memory.median)],
  ["most MB", (each) => rounded(each.memory.most)],
  ["cores", (each) => rounded(each.cores, 2)],
  ["lag files", (each) => rounded(each.lag.median)],
  ["most lag", (each) => rounded(each.lag.most)],
  ["API p50 ms", (each) => rounded(each.api.p50)],
  ["API p99 ms", (each) => rounded(each.api.p99)],
  ["returns", (each) => String(each.stream_returns)],
  ["alert p50 ms", (each) => rounded(each.alert.p50)],
  ["alert p99 ms", (each) => rounded(each.alert.p99)],
];

export function tableHead(): string {
  return line(
    "minute",
    COLUMNS.map(([title]) => title),
  );
}

export function tableLine(minute: number, figures: Figures): string {
  return line(
    String(minute),
    COLUMNS.map(([title, of]) => of(figures).padStart(title.length)),
  );
}

function line(first: string, cells: readonly string[]): string {
  return `${[first.padStart(6), ...cells].join("  ")}\n`;
}

function rounded(value: number | null, digits = 0): string {
  return value === null ? "-" : value.toFixed(digits);
}
