import type { Row } from "../ir/plan.ts";
import { invariant } from "../util/invariant.ts";

/** What EVENT_SELECT delivers. Time in epoch ms. */
export interface EventRow {
  readonly time: number;
  readonly id: string;
  readonly secrets: readonly string[];
}

export function eventRow(row: Row): EventRow {
  return { time: numberOf(row, "time"), id: textOf(row, "id"), secrets: listOf(row, "secrets") };
}

export function numberOf(row: Row, name: string): number {
  const cell = row[name];
  invariant(typeof cell === "number", `column ${name} is not a number`);
  return cell;
}

export function numberOrNull(row: Row, name: string): number | null {
  const cell = row[name] ?? null;
  invariant(cell === null || typeof cell === "number", `column ${name} is not a number`);
  return cell;
}

function textOf(row: Row, name: string): string {
  const cell = row[name];
  invariant(typeof cell === "string", `column ${name} is not a text`);
  return cell;
}

export function listOf(row: Row, name: string): readonly string[] {
  const cell = row[name];
  invariant(Array.isArray(cell), `column ${name} is not a list`);
  return cell;
}

export function textsOf(row: Row, names: readonly string[]): string[] {
  return names.map((name) => textOf(row, name));
}
