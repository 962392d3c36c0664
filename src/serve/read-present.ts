import { readStored, resolveId } from "../alert/store/read-stored.ts";
import type { StoredAlert } from "../alert/store/stored-alert.ts";
import type { Database } from "../driver/duckdb.ts";
import { inTransaction } from "../lake/state.ts";

/** Stored alerts of one moment by the ids that are asked for, present or former ones. Ids that are none are left out. */
export function readPresent(
  database: Pick<Database, "connected">,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredAlert>> {
  return database.connected((session) =>
    inTransaction(session, async () => {
      const present = await readStored(session, ids);
      const now = new Map<string, string>();
      for (const id of ids) {
        const resolved = present.has(id) ? null : await resolveId(session, id);
        if (resolved !== null) now.set(id, resolved);
      }
      if (now.size === 0) return present;
      const moved = await readStored(session, [...now.values()]);
      const found = [...now].flatMap(([id, to]) => {
        const alert = moved.get(to);
        return alert === undefined ? [] : [[id, alert] as const];
      });
      return new Map([...present, ...found]);
    }),
  );
}
