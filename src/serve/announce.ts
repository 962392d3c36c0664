import type { AlertChanges } from "../alert/store/revision.ts";
import type { AlertEvent } from "../api/backend.ts";
import type { RuleRevision } from "../engine/live/judge.ts";
import { SECOND } from "../util/duration.ts";
import { isGrowth } from "./growth.ts";

/** ms for which growth of an alert waits for more of it. */
export const GROWTH_WAIT = 30 * SECOND;
/** Alerts whose growth waits. */
const MOST_GROWING = 10_000;

/**
 * Tells those who follow the alerts what happened to them: which alert, and what. It reads nothing and waits for nobody, so that it is done
 * at once, within the turn of a batch; who follows reads the alerts when it wants them (`Backend.storedAlerts`).
 *
 * Of one look the opened alerts come first. An alert that only grew (`isGrowth`) is told `GROWTH_WAIT` after it began to grow, however often
 * it grew meanwhile: as it is read then, that is its last state. Anything else that is told of the alert earlier tells of its growth as well. When
 * more alerts than `MOST_GROWING` wait, those that waited longest are told early.
 */
export class Announcer {
  readonly #listeners = new Set<(event: AlertEvent) => void>();
  /** By the alert's id when its growth is told, by the process's clock, ms. Ascending. */
  readonly #growing = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;

  subscribe(listener: (event: AlertEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(event: AlertEvent): void {
    this.#growing.delete(event.id);
    for (const listener of this.#listeners) listener(event);
  }

  /** After the commit. */
  revisions(revisions: readonly RuleRevision[]): void {
    const changes = revisions.map((each) => each.changes);
    for (const { opened } of changes) {
      // Hidden from the start: it is told when it is shown.
      for (const { alert, suppressedBy } of opened)
        if (suppressedBy === null) this.tell({ kind: "opened", id: alert.id });
    }
    for (const each of changes) this.#changed(each);
  }

  /** Nothing is told any more. */
  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#growing.clear();
    this.#listeners.clear();
  }

  #changed({ revised, merged, superseded }: AlertChanges): void {
    for (const each of revised) {
      const { id } = each.to.alert;
      if (isGrowth(each)) this.#grew(id);
      else this.#became("revised", each.from.id, id);
    }
    for (const { from, into } of merged) this.#became("merged", from.id, into);
    for (const { from } of superseded) this.tell({ kind: "superseded", id: from.id });
  }

  #became(kind: AlertEvent["kind"], before: string, id: string): void {
    this.#growing.delete(before);
    this.tell({ kind, id });
  }

  #grew(id: string): void {
    if (this.#growing.has(id)) return;
    this.#growing.set(id, performance.now() + GROWTH_WAIT);
    this.#timer ??= this.#wait(GROWTH_WAIT);
    if (this.#growing.size > MOST_GROWING) this.#tellGrown();
  }

  #wait(ms: number): NodeJS.Timeout {
    return setTimeout(
      () => {
        this.#tellGrown();
        const [next] = this.#growing.values();
        this.#timer = next === undefined ? null : this.#wait(next - performance.now());
      },
      Math.max(1, ms),
    ).unref();
  }

  /** What is due, and what is too much. */
  #tellGrown(): void {
    const now = performance.now();
    for (const [id, at] of this.#growing) {
      if (at > now && this.#growing.size <= MOST_GROWING) return;
      this.tell({ kind: "revised", id });
    }
  }
}
