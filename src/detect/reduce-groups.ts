import type { Row } from "../ir/plan.ts";
import { textsOf } from "./rows.ts";

/** The state of one group. */
export interface GroupReducer {
  add(row: Row): void;
  /** After the group's last row; rows wait for it. */
  end(): void | Promise<void>;
}

/** For groups that nobody asks about. */
export const IGNORED: GroupReducer = { add: () => undefined, end: () => undefined };

/**
 * Feeds rows that are sorted by the group's columns to one reducer a group, so that the state of one group
 * is in memory at a time. Without columns everything is one group.
 */
export async function reduceGroups(
  rows: AsyncIterable<Row>,
  columns: readonly string[],
  open: (group: readonly string[]) => GroupReducer | Promise<GroupReducer>,
): Promise<void> {
  let group: readonly string[] = [];
  let reducer: GroupReducer | null = null;
  for await (const row of rows) {
    if (reducer === null || !isOf(group, row, columns)) {
      await reducer?.end();
      group = textsOf(row, columns);
      reducer = await open(group);
    }
    reducer.add(row);
  }
  await reducer?.end();
}

function isOf(group: readonly string[], row: Row, columns: readonly string[]): boolean {
  return columns.every((name, at) => row[name] === group[at]);
}
