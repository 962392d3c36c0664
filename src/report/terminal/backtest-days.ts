import type { DayCount } from "../../engine/backtest/backtest-report.ts";
import { DAY } from "../../util/duration.ts";
import { numberText } from "../count-text.ts";
import type { Colours } from "./colours.ts";
import { grid } from "./grid.ts";

/** Lines of a chart; of more days each line stands for several. */
const MOST_LINES = 40;
const COLUMNS = { day: 10, number: 10, gaps: 4 };

/** A bar for each day from the first to the last with alerts, those without among them; nothing without alerts. */
export function dayChart(days: readonly DayCount[], width: number, paints: Colours): string {
  const lines = linesOf(days);
  if (lines.length === 0) return "";
  const room = width - COLUMNS.day - COLUMNS.number - COLUMNS.gaps;
  const most = Math.max(...lines.map(({ alerts }) => alerts));
  const rows = lines.map(({ day, alerts }) => {
    const bar = "█".repeat(alerts === 0 ? 0 : Math.max(1, Math.round((alerts / most) * room)));
    return row([day, numberText(alerts), paints.cyan(bar)], room);
  });
  const each = daysALine(days);
  const note = each === 1 ? "" : paints.dim(`each line stands for ${each} days\n`);
  return `${row(["DAY", "ALERTS", ""], room, paints.bold)}${rows.join("")}${note}`;
}

function linesOf(days: readonly DayCount[]): readonly DayCount[] {
  const first = days[0];
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [];
  const each = daysALine(days);
  const begin = Date.parse(first.day);
  const counts = new Map<number, number>();
  for (const { day, alerts } of days) {
    const line = Math.floor((Date.parse(day) - begin) / (each * DAY));
    counts.set(line, (counts.get(line) ?? 0) + alerts);
  }
  const count = Math.floor((Date.parse(last.day) - begin) / (each * DAY)) + 1;
  return Array.from({ length: count }, (_, line) => ({
    day: new Date(begin + line * each * DAY).toISOString().slice(0, -14),
    alerts: counts.get(line) ?? 0,
  }));
}

function daysALine(days: readonly DayCount[]): number {
  const span = Date.parse(days.at(-1)?.day ?? "") - Date.parse(days[0]?.day ?? "");
  return Math.max(1, Math.ceil((span / DAY + 1) / MOST_LINES));
}

type Texts = readonly [day: string, alerts: string, bar: string];

function row([day, alerts, bar]: Texts, room: number, paint?: (text: string) => string): string {
  const painted = paint === undefined ? {} : { paint };
  return grid([
    { lines: [day], width: COLUMNS.day, ...painted },
    { lines: [alerts.padStart(COLUMNS.number)], width: COLUMNS.number, ...painted },
    { lines: [bar], width: room },
  ]);
}
