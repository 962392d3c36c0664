import { printableShort } from "../alert/printable.ts";
import type { Summary } from "../engine/summary.ts";
import { bytesText } from "./bytes-text.ts";
import { counted, numberText } from "./count-text.ts";
import { utcText } from "./utc-text.ts";

const LONGEST = 200;

export interface SummaryFact {
  readonly label: string;
  readonly text: string;
}

/** The numbers of a scan as sentences without a verb; they add up. */
export function summaryFacts(summary: Summary): readonly SummaryFact[] {
  return [
    { label: "Files", text: filesText(summary) },
    { label: "Records", text: recordsText(summary) },
    { label: "Events", text: eventsText(summary) },
    ...lakeFacts(summary),
    { label: "Rules", text: rulesText(summary) },
    { label: "Found", text: foundText(summary) },
    { label: "Time", text: timeText(summary) },
  ];
}

function filesText({ files }: Summary): string {
  const skipped = files.skipped.length === 0 ? "" : `, ${numberText(files.skipped.length)} skipped`;
  return `${numberText(files.read)} of ${numberText(files.seen)} read${skipped}`;
}

function recordsText({ records }: Summary): string {
  const parts = [
    `${numberText(records.kept)} kept`,
    `${numberText(records.duplicate)} duplicate`,
    `${numberText(sum(records.malformed))} malformed`,
    ...some(sum(records.aside), "set aside"),
    ...some(records.repaired, "of the kept repaired"),
  ];
  return `${numberText(records.read)}: ${parts.join(", ")}`;
}

function eventsText({ events }: Summary): string {
  if (events.first === null || events.last === null) return numberText(events.total);
  return `${numberText(events.total)}, ${utcText(events.first)} to ${utcText(events.last)}`;
}

function lakeFacts({ lake }: Summary): readonly SummaryFact[] {
  if (lake === undefined) return [];
  const { directory, added, judged, parts, bytes } = lake;
  const holds = `${printableShort(directory, LONGEST)}, ${counted(parts, "part")}, ${bytesText(bytes)}`;
  const range = judged === null ? "nothing new: no alerts were looked for" : `alerts ${rangeText(judged)}`;
  return [{ label: "Lake", text: `${holds}, ${numberText(added.events)} new: ${range}` }];
}

function rangeText({ from, to }: { readonly from: string | null; readonly to: string | null }): string {
  const parts = [
    ...(from === null ? [] : [`from ${utcText(from)}`]),
    ...(to === null ? [] : [`before ${utcText(to)}`]),
  ];
  return parts.length === 0 ? "of any time" : parts.join(", ");
}

function rulesText({ rules }: Summary): string {
  return [
    `${numberText(rules.loaded)} loaded`,
    ...some(rules.disabled.length, "switched off"),
    ...some(rules.unsupported.length, "not supported"),
    ...some(rules.failed.length, "failed"),
  ].join(", ");
}

function foundText({ detections }: Summary): string {
  const { total, alerts, suppressed, over_cap, summaries } = detections;
  const capped =
    over_cap === 0 ? "" : `, ${numberText(over_cap)} over a cap (in ${counted(summaries, "summary alert")})`;
  return `${counted(total, "detection")}: ${counted(alerts, "alert")}, ${numberText(suppressed)} suppressed${capped}`;
}

function timeText({ seconds: { total, ...parts } }: Summary): string {
  const named = Object.entries(parts).map(([part, value]) => `${part} ${value.toFixed(1)}`);
  return `${total.toFixed(1)} s: ${named.join(", ")}`;
}

function sum(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}

function some(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`${numberText(count)} ${what}`];
}
