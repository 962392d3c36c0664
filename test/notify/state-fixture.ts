import type { StoredAlert } from "../../src/alert/store/stored-alert.ts";
import type { Database, Session } from "../../src/driver/duckdb.ts";
import { openTemporaryState } from "../../src/lake/open-state.ts";
import { Writes } from "../../src/lake/writes.ts";
import { rankOf } from "../../src/notify/severity-rank.ts";
import { withFolder } from "../lake/temporary-lake.ts";

export interface State {
  readonly database: Database;
  readonly writes: Writes;
}

/** A state of its own, in memory. */
export async function withState<T>(use: (state: State) => Promise<T>): Promise<T> {
  return withFolder(async (directory) => {
    const database = await openTemporaryState({ directory, spill: directory, memoryLimit: "500MB", threads: 1 });
    try {
      return await use({ database, writes: new Writes(database) });
    } finally {
      database.close();
    }
  });
}

/** The row of an alert, as far as the outbox reads it; another one of the same id is replaced. */
export async function storeAlert(
  session: Session,
  { alert, thread, status, suppressedBy }: StoredAlert,
): Promise<void> {
  await session.run("DELETE FROM state.alerts WHERE id = ?", [alert.id]);
  await session.run(
    `INSERT INTO state.alerts (id, thread, rule, rule_name, severity, status, suppressed_by, doc, changed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    [
      alert.id,
      thread,
      alert.rule.id,
      alert.rule.name,
      rankOf(alert.rule.severity),
      status,
      suppressedBy,
      JSON.stringify(alert),
    ],
  );
}

export interface OutboxRow {
  readonly key: string;
  readonly thread: string;
  readonly channel: string;
  readonly kind: string;
  readonly severity: number;
  readonly attempts: number;
  readonly status: string;
  readonly error: string | null;
  readonly digest: string | null;
}

export async function outboxRows({ database }: Pick<State, "database">): Promise<readonly OutboxRow[]> {
  const sql = `SELECT key, thread, channel, kind, severity, attempts, status, error, digest FROM state.outbox
    ORDER BY thread, channel, severity, key`;
  return (await database.connected((session) => session.all(sql))) as unknown as readonly OutboxRow[];
}

/** The state of a process that is killed once `isDead`: nothing of it is heard or done any more. */
export function mortal(state: State): { readonly state: State; kill(): void } {
  let isDead = false;
  const alive = <T>(work: () => Promise<T>): Promise<T> => (isDead ? new Promise<T>(() => undefined) : work());
  return {
    kill: () => {
      isDead = true;
    },
    state: {
      database: { ...state.database, connected: (work) => alive(() => state.database.connected(work)) },
      writes: Object.assign(Object.create(state.writes) as State["writes"], {
        transaction: <T>(work: Parameters<State["writes"]["transaction"]>[0]) =>
          alive(() => state.writes.transaction(work)) as Promise<T>,
      }),
    },
  };
}
