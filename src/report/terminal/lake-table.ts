import { type LakeDay, type LakeInfo, storedRatio } from "../../engine/lake-info.ts";
import { bytesText } from "../bytes-text.ts";
import { counted, numberText } from "../count-text.ts";
import { utcText } from "../utc-text.ts";
import { type Colours, colours } from "./colours.ts";
import { grid } from "./grid.ts";
import { tableWidth } from "./table-width.ts";

const LABEL = 10;
const DAY = 10;
const NUMBER = 12;
const GAPS = 8;
/** Days that are listed one by one; of more, each line stands for several. */
const MOST_LINES = 40;

/** What a lake holds, for a terminal of this many columns (60 to 200 are used): totals, then a bar for each day. */
export function lakeTable(info: LakeInfo, options: { readonly width: number; readonly colour: boolean }): string {
  const paints = colours(options.colour);
  const facts = factsOf(info).map(([label, text]) => `${paints.bold(label.padEnd(LABEL))}${text}\n`);
  return [...facts, ...dayTable(info.days, tableWidth(options.width), paints)].join("");
}

function factsOf(info: LakeInfo): readonly (readonly [label: string, text: string])[] {
  const { events, parts, days, first, last, superseded, partBytes, stateBytes, jsonBytes } = info;
  const span = first === null || last === null ? "" : `, ${utcText(first)} to ${utcText(last)}`;
  const ratio = storedRatio(info);
  const perEvent = events === 0 ? "" : `, ${numberText(Math.round((partBytes + stateBytes) / events))} bytes an event`;
  const lost = superseded === 0 ? "" : `, ${counted(superseded, "row")} superseded`;
  return [
    ["Events", `${numberText(events)}${span}`],
    ["Parts", `${counted(parts, "part")} in ${counted(days.length, "day")}${lost}`],
    ["Stored", `${bytesText(partBytes)} in parts, ${bytesText(stateBytes)} of state`],
    [
      "JSON",
      `${bytesText(jsonBytes)}${ratio === null ? "" : `: stored in ${(ratio * 100).toFixed(1)} % of it${perEvent}`}`,
    ],
  ];
}

function dayTable(days: readonly LakeDay[], width: number, paints: Colours): readonly string[] {
  if (days.length === 0) return [];
  const lines = inLines(days);
  const most = Math.max(...lines.map(({ events }) => events));
  const room = width - DAY - 3 * NUMBER - GAPS;
  const head = row(["DAY", "EVENTS", "PARTS", "BYTES", ""], room, paints.bold);
  const rest = lines.map(({ day, events, parts, bytes }) => {
    const bar = "█".repeat(Math.max(1, Math.round((events / most) * room)));
    return row([day, numberText(events), numberText(parts), bytesText(bytes), paints.cyan(bar)], room);
  });
  const each = Math.ceil(days.length / MOST_LINES);
  const note = each === 1 ? [] : [paints.dim(`each line stands for ${each} days\n`)];
  return ["\n", head, ...rest, ...note];
}

function inLines(days: readonly LakeDay[]): readonly LakeDay[] {
  const each = Math.ceil(days.length / MOST_LINES);
  return days.flatMap(({ day }, at) => {
    if (at % each !== 0) return [];
    const group = days.slice(at, at + each);
    const sum = (of: (day: LakeDay) => number): number => group.reduce((total, one) => total + of(one), 0);
    return [{ day, events: sum((d) => d.events), parts: sum((d) => d.parts), bytes: sum((d) => d.bytes) }];
  });
}

type Texts = readonly [day: string, events: string, parts: string, bytes: string, bar: string];

function row([day, events, parts, bytes, bar]: Texts, room: number, paint?: (text: string) => string): string {
  const painted = paint === undefined ? {} : { paint };
  const numbers = [events, parts, bytes].map((text) => ({ lines: [text.padStart(NUMBER)], width: NUMBER, ...painted }));
  return grid([{ lines: [day], width: DAY, ...painted }, ...numbers, { lines: [bar], width: room }]);
}
