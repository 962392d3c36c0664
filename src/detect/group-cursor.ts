import type { Row } from "../ir/plan.ts";
import { compareTuples } from "./order.ts";
import { textsOf } from "./rows.ts";

/** Reads rows that are sorted by the group's columns, along with others that are. */
export interface GroupCursor {
  /** The rows of the group. Groups must be asked for in their order. */
  take(group: readonly string[]): Promise<readonly Row[]>;
  /** When no more is wanted. */
  close(): Promise<void>;
}

export function groupCursor(rows: AsyncIterable<Row>, columns: readonly string[]): GroupCursor {
  const iterator = rows[Symbol.asyncIterator]();
  let head: Row | null = null;
  let isOver = false;
  const advance = async () => {
    const next = await iterator.next();
    isOver = next.done === true;
    head = next.done === true ? null : next.value;
  };
  return {
    async take(group) {
      const found: Row[] = [];
      if (head === null && !isOver) await advance();
      for (; head !== null; await advance()) {
        const order = compareTuples(textsOf(head, columns), group);
        if (order > 0) break;
        if (order === 0) found.push(head);
      }
      return found;
    },
    async close() {
      await iterator.return?.();
    },
  };
}
