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
  let key: string | null = null;
  let reducer: GroupReducer | null = null;
  for await (const row of rows) {
    const group = textsOf(row, columns);
    const next = JSON.stringify(group);
    if (reducer === null || next !== key) {
      await reducer?.end();
      reducer = await open(group);
      key = next;
    }
    reducer.add(row);
  }
  await reducer?.end();
}
