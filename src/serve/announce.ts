import { readStored } from "../alert/store/read-stored.ts";
import type { AlertEvent } from "../api/backend.ts";
import type { Database } from "../driver/duckdb.ts";
import type { RuleRevision } from "../engine/live/judge.ts";

type Kind = AlertEvent["kind"];

/** Tells those who follow the alerts what happened to them. */
export class Announcer {
  readonly #listeners = new Set<(event: AlertEvent) => void>();

  subscribe(listener: (event: AlertEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(event: AlertEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** After the commit: the alerts are read as they are stored, some of them at a time. */
  async revisions(revisions: readonly RuleRevision[], database: Pick<Database, "connected">): Promise<void> {
    if (this.#listeners.size === 0) return;
    const changed = revisions.flatMap(changedIds);
    for (let at = 0; at < changed.length; at += READ_AT_ONCE) {
      const some = changed.slice(at, at + READ_AT_ONCE);
      const ids = some.map(([, id]) => id);
      const stored = await database.connected((session) => readStored(session, ids));
      for (const [kind, id] of some) {
        const alert = stored.get(id);
        if (alert !== undefined) this.tell({ kind, alert });
      }
    }
  }
}

const READ_AT_ONCE = 100;

function changedIds({ changes }: RuleRevision): readonly (readonly [Kind, string])[] {
  const { opened, revised, merged, superseded } = changes;
  return [
    ...opened.map(({ alert }) => ["opened", alert.id] as const),
    ...revised.map(({ to }) => ["revised", to.alert.id] as const),
    ...merged.map(({ into }) => ["merged", into] as const),
    ...superseded.map(({ from }) => ["superseded", from.id] as const),
  ];
}
