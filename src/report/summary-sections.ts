import { printableShort } from "../alert/printable.ts";
import type { Summary } from "../engine/summary.ts";
import { counted, numberText } from "./count-text.ts";
import { groupBy } from "./group-by.ts";

/** One kind of thing that was left out. */
export interface SummarySection {
  readonly title: string;
  /** Safe to print. */
  readonly items: readonly string[];
  /** Something that the user gave was not used. */
  readonly isProblem: boolean;
}

export interface SectionLimits {
  /** Items that are listed one by one. */
  readonly items: number;
  /** Files that could not be read. */
  readonly unreadable: number;
  /** Paths that are named for a reason. */
  readonly examples: number;
}

const LONGEST = 300;

/** What was left out and why, grouped, the problems first; only the sections that have something to say. */
export function summarySections(summary: Summary, limits: SectionLimits): readonly SummarySection[] {
  const { files, records, rules } = summary;
  const unreadable = files.skipped.filter((each) => each.unreadable);
  const skipped = files.skipped.filter((each) => !each.unreadable);
  const list = (items: readonly string[], noun: string): readonly string[] => limited(items, limits.items, noun);
  const group = (items: readonly Reasoned[]): readonly string[] => list(grouped(items, limits.examples), "reason");
  const sections = [
    problem("Could not be read", limited(unreadable.map(withReason), limits.unreadable, "file")),
    problem("Malformed records", group(records.malformed)),
    problem("Failed rules", list(rules.failed.map(failed), "rule")),
    problem("Rules not supported", list(rules.unsupported.map(unsupported), "rule")),
    note("Skipped files", group(skipped.map((each) => ({ ...each, count: 1 })))),
    note("Records set aside", group(records.aside)),
    note("Alerts that suppressions keep from being shown", list(byRule(summary.suppressions, "alert"), "suppression")),
    note("Groups without enough history to judge", list(byRule(summary.insufficient_baseline, "group"), "rule")),
    note("Matching events without a value to group by", list(byRule(summary.missing_group, "event"), "rule")),
    note("Events with too many values to combine them all", list(byRule(summary.cut_combinations, "event"), "rule")),
    note("Rules switched off", list(rules.disabled.map(shown), "rule")),
  ];
  return sections.filter(({ items }) => items.length > 0);
}

function problem(title: string, items: readonly string[]): SummarySection {
  return { title, items, isProblem: true };
}

function note(title: string, items: readonly string[]): SummarySection {
  return { title, items, isProblem: false };
}

function shown(text: string): string {
  return printableShort(text, LONGEST);
}

function limited(items: readonly string[], most: number, noun: string): readonly string[] {
  const more = items.length - most;
  return more <= 0 ? items : [...items.slice(0, most), `and ${counted(more, `more ${noun}`)}`];
}

interface Reasoned {
  readonly path: string;
  readonly reason: string;
  readonly count: number;
}

/** `12 × reason (a, b, c, ...)`, the most frequent reason first. */
function grouped(items: readonly Reasoned[], most: number): readonly string[] {
  const groups = [...groupBy(items, ({ reason }) => reason)].map(([reason, members]) => ({
    reason,
    total: members.reduce((sum, { count }) => sum + count, 0),
    paths: [...new Set(members.map(({ path }) => path))],
  }));
  groups.sort((a, b) => b.total - a.total);
  return groups.map(({ reason, total, paths }) => `${numberText(total)} × ${shown(reason)} (${examples(paths, most)})`);
}

function examples(paths: readonly string[], most: number): string {
  const more = paths.length - most;
  const head = paths.slice(0, most).map(shown).join(", ");
  return more <= 0 ? head : `${head} and ${numberText(more)} more`;
}

function withReason({ path, reason }: { readonly path: string; readonly reason: string }): string {
  return `${shown(path)}: ${shown(reason)}`;
}

function failed({ id, name, reason }: Summary["rules"]["failed"][number]): string {
  return `${shown(name)} (${shown(id)}): ${shown(reason)}`;
}

function unsupported({ id, name, file, reason }: Summary["rules"]["unsupported"][number]): string {
  return `${shown(name ?? id ?? "unnamed")} (${shown(file)}): ${shown(reason)}`;
}

function byRule(counts: Readonly<Record<string, number>>, noun: string): readonly string[] {
  return Object.entries(counts).map(([id, count]) => `${shown(id)}: ${counted(count, noun)}`);
}
