import fc from "fast-check";
import type { MemoryEvent } from "../memory-plan.ts";

/** An event as the oracles see it. */
export interface OracleEvent {
  readonly time: number;
  readonly id: string;
  readonly kind: readonly string[];
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** Asked for. */
  readonly secrets: readonly string[];
  readonly outcome: "success" | "failure";
}

export function toMemory(event: OracleEvent): MemoryEvent {
  const { time, id, kind, secrets, outcome, lists } = event;
  return { time, event_id: id, kind, secrets, outcome, ...lists };
}

const listOf = (values: readonly string[], maxLength: number) =>
  fc.uniqueArray(fc.constantFrom(...values), { maxLength });

/** Few values and times on a coarse grid, so that ties and distances of exactly a window are common. */
export function histories(step: number, spread: number, most = 14, least = 0): fc.Arbitrary<readonly OracleEvent[]> {
  const ids = most <= 16 ? 16 : 97;
  const event = fc.record({
    time: fc.integer({ min: 0, max: spread }).map((index) => index * step),
    kind: fc.constantFrom(["x"], ["x"], ["x"], ["y"], ["x", "y"], []),
    user: listOf(["ann", "bob", "N/A"], 2),
    item: listOf(["p", "q", "r"], 2),
    size: fc.constantFrom([], ["1"], ["2"], ["5"], ["-3"], ["big"]),
    secrets: listOf(["s1", "s2"], 2),
    outcome: fc.constantFrom("success" as const, "failure" as const),
  });
  return fc.array(event, { maxLength: most, minLength: least }).map((drafts) =>
    drafts.map(({ time, kind, secrets, outcome, ...lists }, index) => ({
      time,
      id: `e${String((index * 7) % ids).padStart(2, "0")}`,
      kind,
      lists,
      secrets,
      outcome,
    })),
  );
}

/** In the order of (time, id). */
export function ordered(events: readonly OracleEvent[]): OracleEvent[] {
  return [...events].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
}

export function isX(event: OracleEvent): boolean {
  return event.kind.includes("x");
}

/** Every combination of one element of each list. */
export function product(lists: readonly (readonly string[])[]): string[][] {
  const [head, ...rest] = lists;
  if (head === undefined) return [[]];
  return head.flatMap((element) => product(rest).map((tuple) => [element, ...tuple]));
}

export function tuplesOf(event: OracleEvent, names: readonly string[]): string[][] {
  return product(names.map((name) => [...(event.lists[name] ?? [])].sort()));
}

/** The distinct tuples that any of the events has. */
export function groupsOf(events: readonly OracleEvent[], tuples: (event: OracleEvent) => string[][]): string[][] {
  const found = new Map(events.flatMap(tuples).map((tuple) => [tuple.join("|"), tuple]));
  return [...found.values()];
}

export function isIn(tuple: readonly string[], tuples: readonly (readonly string[])[]): boolean {
  return tuples.some((each) => each.join("|") === tuple.join("|"));
}

export function named(names: readonly string[], tuple: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, tuple[index] ?? ""]));
}

/** Events after the hundredth that are the first to read one of the first hundred names. */
function readersBeyond(inOrder: readonly OracleEvent[]): readonly string[] {
  const reads = (event: OracleEvent, name: string) => event.outcome === "success" && event.secrets.includes(name);
  const names = [...new Set(inOrder.flatMap((event) => event.secrets.filter((name) => reads(event, name))))].sort();
  const firsts = names.slice(0, 100).map((name) => inOrder.findIndex((event) => reads(event, name)));
  const beyond = [...new Set(firsts)].filter((at) => at >= 100);
  return beyond.map((at) => inOrder[at]?.id ?? "").sort();
}

/** The summary of a detection's events. */
export function summary(events: readonly OracleEvent[]) {
  const inOrder = ordered(events);
  const read = inOrder.filter((event) => event.outcome === "success").flatMap((event) => event.secrets);
  return {
    total: inOrder.length,
    first: inOrder[0]?.time ?? 0,
    last: inOrder.at(-1)?.time ?? 0,
    ids: inOrder.slice(0, 100).map((event) => event.id),
    secrets: [...new Set(read)].sort(),
    readers: readersBeyond(inOrder),
  };
}
