import type { InputFault } from "./input-fault.ts";
import type { InputReport, RecordCount } from "./input-report.ts";

/** What one file has yielded so far. */
export interface FileTally {
  delivered: number;
  repaired: number;
  readonly malformed: Map<string, number>;
  readonly aside: Map<string, number>;
  /** Something in the file has to do with CloudTrail, though it may be broken. */
  likely: boolean;
  /** Arrays and envelopes, empty ones included. */
  containers: number;
}

export function newFileTally(): FileTally {
  return { delivered: 0, repaired: 0, malformed: new Map(), aside: new Map(), likely: false, containers: 0 };
}

export function increment(counts: Map<string, number>, reason: string): void {
  counts.set(reason, (counts.get(reason) ?? 0) + 1);
}

/**
 * Enters a file into the report. `broke`: why reading ended early; null when it did not.
 * A file of digests or Insight events alone, or without anything of CloudTrail, is skipped and its values are no records.
 */
export function settle(report: InputReport, path: string, tally: FileTally, broke: InputFault | null): void {
  const skipped = broke === null ? foreignReason(tally) : breakReason(broke, tally.delivered);
  if (skipped === undefined) report.files.read++;
  else report.files.skipped.push({ path, reason: skipped, unreadable: broke !== null });
  if (skipped === undefined || broke !== null) enterRecords(report, path, tally);
}

/** Why a file was not read to its end, with how much of it was kept. */
export function breakReason({ message, begun }: InputFault, delivered: number): string {
  if (!begun) return message;
  return `${message}: ${delivered === 1 ? "1 record before the break was" : `${delivered} records before the break were`} kept`;
}

/** Why a file is none of CloudTrail's logs; undefined when it is one. */
export function foreignReason(tally: FileTally): string | undefined {
  if (tally.delivered > 0) return undefined;
  const [aside, ...others] = tally.aside.keys();
  if (aside !== undefined) return others.length === 0 && tally.malformed.size === 0 ? aside : undefined;
  if (tally.malformed.size > 0) return tally.likely ? undefined : "no CloudTrail records";
  return tally.containers > 0 ? undefined : "empty file";
}

function enterRecords({ records }: InputReport, path: string, tally: FileTally): void {
  records.delivered += tally.delivered;
  records.repaired += tally.repaired;
  records.read += tally.delivered + sum(tally.malformed) + sum(tally.aside);
  enter(records.malformed, path, tally.malformed);
  enter(records.aside, path, tally.aside);
}

function enter(into: RecordCount[], path: string, counts: ReadonlyMap<string, number>): void {
  for (const [reason, count] of counts) into.push({ path, reason, count });
}

export function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
