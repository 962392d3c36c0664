import { column } from "../../catalog/columns.ts";
import { allOf, anyOf } from "../../ir/build.ts";
import type { Predicate } from "../../ir/expr.ts";
import { KEY_COLUMNS } from "../../ir/implied-keys.ts";
import type { FilterPlan, Plan, SelectColumn, WhichCase } from "../../ir/plan.ts";
import { specialise, specialiseValue } from "../../ir/specialise.ts";
import { nowhere } from "../../source/span.ts";
import type { ValueColumn } from "./atoms.ts";
import { type CallGroup, isOneOf, isOneOfCalls } from "./call-groups.ts";
import { knownOf } from "./candidates.ts";
import type { KnownOfCalls } from "./known-texts.ts";
import type { StoredCall } from "./stored-calls.ts";

/** Rows `which`, `events`: how many events of the time slices satisfy exactly these atoms. */
export function countPlan(groups: readonly CallGroup[], slices: readonly TimeSlice[], known: KnownOfCalls): Plan {
  return {
    kind: "aggregate",
    input: {
      kind: "select",
      input: among(groups, null, [anyOf(slices.map(isInSlice))]),
      columns: [{ name: "which", shape: "which", cases: groups.map((group) => caseOf(group, known)) }],
    },
    by: ["which"],
    measures: [{ name: "events", fn: "count" }],
  };
}

/** A column of values and the identity by which it is asked for. */
export interface WantedColumn {
  readonly identity: number;
  readonly column: ValueColumn;
}

/** What stands before the values in a packed row: which atoms hold, time in epoch ms, event id. */
export const PACKED_HEAD = 3;

/**
 * Rows `events`: packed rows with commas between them, one text for the events of each `width` ms of time. They are those from
 * `from` on that satisfy some atom. A value is only there when an atom of the event's call wants it.
 */
export function matchPlan(
  groups: readonly CallGroup[],
  wanted: readonly WantedColumn[],
  { from, width, known }: { readonly from: number | null; readonly width: number; readonly known: KnownOfCalls },
): Plan {
  const columns: SelectColumn[] = [
    { name: "time", shape: "time" },
    { name: "id", shape: "scalar", value: column("event_id") },
    ...wanted.map((each) => columnFor(each, groups)),
  ];
  return {
    kind: "aggregate",
    input: {
      kind: "select",
      input: among(groups, from, []),
      columns: [
        { name: "bucket", shape: "bucket", width },
        { name: "event", shape: "packed", cases: groups.map((group) => caseOf(group, known)), columns },
      ],
    },
    by: ["bucket"],
    measures: [{ name: "events", fn: "joined", column: "event" }],
  };
}

/** The tests of single columns come first: with them whole stretches of the storage can be skipped. */
function among(groups: readonly CallGroup[], from: number | null, more: readonly Predicate[]): FilterPlan {
  const calls = callsOf(groups);
  const sources = isOneOf(
    KEY_COLUMNS.source,
    calls.map(({ source }) => source),
  );
  const names = isOneOf(
    KEY_COLUMNS.name,
    calls.map(({ name }) => name),
  );
  const input = { kind: "between", input: { kind: "events" }, from, to: null } as const;
  return { kind: "filter", input, predicate: allOf([...more, sources, names]) };
}

function caseOf({ calls, atoms }: CallGroup, known: KnownOfCalls): WhichCase {
  const texts = known(calls);
  const candidates = atoms.map(({ number, predicate }) => ({
    name: String(number),
    predicate: specialise(predicate, texts),
  }));
  return { when: isOneOfCalls(calls), candidates };
}

/** Epoch ms, `[from, to)`. */
export interface TimeSlice {
  readonly from: number;
  readonly to: number;
}

function isInSlice({ from, to }: TimeSlice): Predicate {
  const field = { name: "event_time", type: "time" as const, value: column("event_time"), span: nowhere };
  const bounds = [
    { operator: ">=" as const, text: new Date(from).toISOString() },
    { operator: "<" as const, text: new Date(to).toISOString() },
  ];
  return { kind: "compare", field, bounds, as: "time", span: nowhere };
}

function columnFor({ identity, column: { shape, value } }: WantedColumn, groups: readonly CallGroup[]): SelectColumn {
  const wanting = groups.filter(({ atoms }) => atoms.some((atom) => atom.columns.has(identity)));
  const calls = callsOf(wanting);
  const special = specialiseValue(value, knownOf(calls));
  const name = `value_${identity}`;
  if (calls.length === callsOf(groups).length) return { name, shape, value: special };
  return { name, shape, value: { kind: "when", condition: isOneOfCalls(calls), value: special } };
}

function callsOf(groups: readonly CallGroup[]): readonly StoredCall[] {
  return [...new Set(groups.flatMap((group) => group.calls))];
}
