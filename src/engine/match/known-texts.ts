import { type ColumnName, column } from "../../catalog/columns.ts";
import { KEY_COLUMNS } from "../../ir/implied-keys.ts";
import type { Plan, RunPlan } from "../../ir/plan.ts";
import type { KnownTexts } from "../../ir/specialise.ts";
import { columnsOf } from "../../ir/walk.ts";
import type { Candidates } from "./candidates.ts";
import { knownOf } from "./candidates.ts";
import type { StoredCall } from "./stored-calls.ts";

/** Columns that have few different texts in most trails, and on which rules ask for rare ones. */
const FEW_TEXTS: ReadonlySet<string> = new Set<ColumnName>([
  "aws_region",
  "event_type",
  "event_category",
  "error_code",
  "error_message",
  "identity_type",
  "identity_invoked_by",
  "outcome",
  "user_agent",
]);

/** A column that has more, for all calls together, is not known. */
const MOST_TEXTS = 3_000;

/** What the events of these calls have in some columns. */
export type KnownOfCalls = (calls: readonly StoredCall[]) => KnownTexts;

/** Reads, for columns with few texts that the predicates look at, every text that occurs with each call. */
export async function readKnownTexts(
  rows: RunPlan,
  from: number | null,
  candidates: readonly Candidates[],
): Promise<KnownOfCalls> {
  const looked = new Set(candidates.flatMap(({ atom }) => columnsOf(atom.predicate)));
  const known = new Map<string, Map<string, readonly (string | null)[]>>();
  for (const name of FEW_TEXTS) {
    if (!looked.has(name)) continue;
    for (const [call, texts] of (await readTexts(rows, from, name as ColumnName)) ?? []) {
      const columns = known.get(call) ?? new Map<string, readonly (string | null)[]>();
      known.set(call, columns.set(name, texts));
    }
  }
  return (calls) => {
    const each = calls.map(({ source, name }) => known.get(keyOf(source, name)) ?? new Map<string, never>());
    return new Map([...knownOf(calls), ...united(each)]);
  };
}

/** Column -> the texts of all; columns that one of them does not know are left out. */
function united(all: readonly KnownTexts[]): KnownTexts {
  const [first, ...others] = all;
  if (first === undefined || others.length === 0) return first ?? new Map();
  const columns = [...first.keys()].filter((name) => others.every((each) => each.has(name)));
  return new Map(columns.map((name) => [name, [...new Set(all.flatMap((each) => each.get(name) ?? []))]]));
}

async function readTexts(
  rows: RunPlan,
  from: number | null,
  name: ColumnName,
): Promise<ReadonlyMap<string, readonly (string | null)[]> | null> {
  const texts = new Map<string, (string | null)[]>();
  let left = MOST_TEXTS;
  for await (const row of rows(textsPlan(from, name))) {
    if (left-- === 0) return null;
    const key = keyOf(row["source"], row["name"]);
    const list = texts.get(key) ?? [];
    list.push(typeof row["text"] === "string" ? row["text"] : null);
    texts.set(key, list);
  }
  return texts;
}

function keyOf(source: unknown, name: unknown): string {
  return JSON.stringify([source, name]);
}

function textsPlan(from: number | null, name: ColumnName): Plan {
  return {
    kind: "aggregate",
    input: {
      kind: "select",
      input: { kind: "between", input: { kind: "events" }, from, to: null },
      columns: [
        { name: "source", shape: "scalar", value: column(KEY_COLUMNS.source) },
        { name: "name", shape: "scalar", value: column(KEY_COLUMNS.name) },
        { name: "text", shape: "scalar", value: column(name) },
      ],
    },
    by: ["source", "name", "text"],
    measures: [{ name: "events", fn: "count" }],
  };
}
