import type { AlertDesk } from "../alert/store/stored-alert.ts";
import type { AlertEvent } from "../api/backend.ts";
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

  /** After the commit: the alerts are read as they are stored. */
  async revisions(revisions: readonly RuleRevision[], desk: AlertDesk): Promise<void> {
    if (this.#listeners.size === 0) return;
    for (const [kind, id] of revisions.flatMap(changedIds)) {
      const alert = await desk.get(id);
      if (alert !== null) this.tell({ kind, alert });
    }
  }
}

function changedIds({ changes }: RuleRevision): readonly (readonly [Kind, string])[] {
  const { opened, revised, merged, superseded } = changes;
  return [
    ...opened.map(({ alert }) => ["opened", alert.id] as const),
    ...revised.map(({ to }) => ["revised", to.alert.id] as const),
    ...merged.map(({ into }) => ["merged", into] as const),
    ...superseded.map(({ from }) => ["superseded", from.id] as const),
  ];
}
