import type { Predicate, Value } from "../../src/ir/expr.ts";
import type {
  AggregatePlan,
  Cell,
  ExplodePlan,
  Measure,
  Plan,
  Row,
  RunPlan,
  SelectColumn,
  SelectPlan,
} from "../../src/ir/plan.ts";
import { compareCodePoints } from "../../src/util/code-points.ts";
import { crowdedRows, thinnedRows } from "./sparse-rows.ts";

/** An event as columns; lists are multi-valued, null and absent are missing. */
export interface MemoryEvent {
  readonly time: number;
  readonly event_id: string;
  readonly [column: string]: string | number | boolean | null | readonly string[];
}

type Holds = (predicate: Predicate, elements: (value: Value) => readonly string[]) => boolean;

/** Runs plans over plain records, node by node as src/ir/plan.ts defines them. */
export function memoryRows(events: readonly MemoryEvent[], holds: Holds): RunPlan {
  const run = (plan: Plan): Row[] => {
    switch (plan.kind) {
      case "events":
      case "filter":
      case "between":
        throw new Error("events have no rows before a select");
      case "select":
        return selectRows(plan, events, holds);
      case "explode":
        return run(plan.input).flatMap((row) => explodeRow(plan, row));
      case "among": {
        const tuples = new Set(plan.tuples.map((tuple) => JSON.stringify(tuple)));
        return run(plan.input).filter((row) => tuples.has(JSON.stringify(plan.columns.map((name) => row[name]))));
      }
      case "crowded":
        return crowdedRows(plan, run(plan.input));
      case "thinned":
        return thinnedRows(plan, run(plan.input));
      case "aggregate":
        return aggregateRows(plan, run(plan.input));
      case "sort":
        return run(plan.input).sort((a, b) => compareRows(a, b, plan.by));
    }
  };
  return async function* (plan) {
    yield* run(plan);
  };
}

function eventsOf(plan: SelectPlan["input"], events: readonly MemoryEvent[], holds: Holds): readonly MemoryEvent[] {
  switch (plan.kind) {
    case "events":
      return events;
    case "filter":
      return eventsOf(plan.input, events, holds).filter((event) =>
        holds(plan.predicate, (value) => elementsOf(value, event, holds)),
      );
    case "between":
      return eventsOf(plan.input, events, holds).filter(
        ({ time }) => (plan.from === null || time >= plan.from) && (plan.to === null || time < plan.to),
      );
  }
}

function elementsOf(value: Value, event: MemoryEvent, holds: Holds): readonly string[] {
  const inner = (each: Value) => elementsOf(each, event, holds);
  switch (value.kind) {
    case "column": {
      if (value.column === "event_time") return [new Date(event.time).toISOString()];
      const cell = event[value.column] ?? null;
      if (cell === null) return [];
      return Array.isArray(cell) ? cell : [String(cell)];
    }
    case "constant":
      return [value.text];
    case "when":
      return holds(value.condition, inner) ? inner(value.value) : [];
    case "all":
      return value.values.flatMap(inner);
    case "first":
      return value.values.map(inner).find((elements) => elements.length > 0) ?? [];
    case "pruned":
      return inner(value.value).filter((text) => !["", "-", "none"].includes(text));
    case "path":
    case "java_text":
    case "without_suffix":
      throw new Error(`memory events have no ${value.kind}`);
  }
}

function selectRows(plan: SelectPlan, events: readonly MemoryEvent[], holds: Holds): Row[] {
  return eventsOf(plan.input, events, holds).map((event) =>
    Object.fromEntries(plan.columns.map((column) => [column.name, selectCell(column, event, holds)])),
  );
}

function selectCell(column: SelectColumn, event: MemoryEvent, holds: Holds): Cell {
  if (column.shape === "time") return event.time;
  if (column.shape === "bucket") return Math.floor(event.time / column.width) * column.width;
  if (column.shape === "which" || column.shape === "packed") throw new Error(`memory events have no ${column.shape}`);
  const elements = [...new Set(elementsOf(column.value, event, holds))].sort(compareCodePoints);
  if (column.shape === "list") return elements;
  const first = elements[0] ?? null;
  if (column.shape === "scalar" || first === null) return first;
  return /^-?[0-9]+([.][0-9]+)?$/.test(first) ? Number(first) : null;
}

function explodeRow(plan: ExplodePlan, row: Row): Row[] {
  const cell = row[plan.column];
  if (!Array.isArray(cell)) throw new Error(`${plan.column} is not a list`);
  if (cell.length === 0) return plan.keepEmpty ? [{ ...row, [plan.column]: null }] : [];
  return cell.map((element: string) => ({ ...row, [plan.column]: element }));
}

function aggregateRows(plan: AggregatePlan, rows: readonly Row[]): Row[] {
  const groups = new Map<string, { keys: readonly Cell[]; rows: Row[] }>();
  if (plan.by.length === 0) groups.set("[]", { keys: [], rows: [] });
  for (const row of rows) {
    const keys = plan.by.map((name) => row[name] ?? null);
    const key = JSON.stringify(keys);
    const group = groups.get(key) ?? { keys, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) =>
    Object.fromEntries([
      ...plan.by.map((name, index) => [name, group.keys[index] ?? null]),
      ...plan.measures.map((measure) => [measure.name, measureOf(measure, group.rows)]),
    ]),
  );
}

function measureOf(measure: Measure, rows: readonly Row[]): Cell {
  if (measure.fn === "count") return rows.length;
  const cells = rows.map((row) => row[measure.column ?? ""] ?? null).filter((cell) => cell !== null);
  if (measure.fn === "count_distinct") return new Set(cells.map((cell) => JSON.stringify(cell))).size;
  const numbers = cells.map(Number);
  if (numbers.length === 0) return null;
  if (measure.fn === "sum") return numbers.reduce((sum, number) => sum + number, 0);
  return measure.fn === "min" ? Math.min(...numbers) : Math.max(...numbers);
}

function compareRows(a: Row, b: Row, by: readonly string[]): number {
  for (const name of by) {
    const order = compareCells(a[name] ?? null, b[name] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

function compareCells(a: Cell, b: Cell): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === "number" && typeof b === "number") return a - b;
  return compareCodePoints(String(a), String(b));
}
