import { rm } from "node:fs/promises";
import { recordStaged, type StagedRows } from "./commit.ts";
import { dropCopies } from "./copies.ts";
import type { CurrentParts } from "./current-parts.ts";
import { STAGED_LOSERS } from "./events-view.ts";
import { type Brought, markJudged } from "./judged.ts";
import type { LakePart, RawPart } from "./part.ts";
import { inTransaction } from "./state.ts";
import { type LakeStats, nextPart, type Store } from "./store.ts";
import type { Writes } from "./writes.ts";

/** What a commit brought. `events + duplicates` is the number of rows in its raw parts. */
export interface Committed {
  /** Events that were not stored before. */
  readonly events: number;
  /** Rows that repeat an event. */
  readonly duplicates: number;
  /** Epoch ms of the rows that count since this commit: new events, and copies that replace a stored one. Null: none. */
  readonly first: number | null;
  readonly last: number | null;
  /** Of the whole lake. */
  readonly stats: LakeStats;
}

/** Rows between the halves of a commit. */
export interface Staged {
  readonly brought: Omit<Committed, "stats">;
  /** The new ones. */
  readonly parts: readonly LakePart[];
  /** Rows that counted before are beaten by copies now. */
  readonly replaces: boolean;
  /** Makes them count, in one transaction with what `also` writes. `judged`: alerts were looked for in all that is stored. */
  commit(options: { readonly judged: boolean; readonly also?: () => Promise<void> }): Promise<Committed>;
  /** Takes everything back, unless it counts already. */
  abandon(): Promise<void>;
}

/** What the first half has left to the second. */
export interface FirstHalf {
  /** As it was before. */
  readonly store: Store;
  readonly raw: readonly RawPart[];
  readonly rows: StagedRows;
  /** They show the staged rows. */
  readonly current: CurrentParts;
  readonly writes: Writes;
}

/** The second half of a commit. */
export class StagedCommit implements Staged {
  readonly brought: Brought;
  readonly parts: readonly LakePart[];
  readonly replaces: boolean;
  readonly #half: FirstHalf;
  #counts = false;

  constructor(half: FirstHalf) {
    const { store, rows, current } = half;
    this.brought = rows.brought;
    this.parts = current.shown.slice(current.shown.length - rows.written.length);
    this.replaces = rows.lost.some(({ part }) => part < nextPart(store));
    this.#half = half;
  }

  async commit({ judged, also }: Parameters<Staged["commit"]>[0]): Promise<Committed> {
    const { store, current, writes } = this.#half;
    await writes.inTurn(() =>
      inTransaction(store.database, async () => {
        await this.#record(judged);
        await also?.();
      }),
    );
    this.#counts = true;
    store.onStep("committed");
    await this.#clean();
    await current.refresh();
    store.onStep("cleaned");
    return { ...this.brought, stats: current.stats };
  }

  async abandon(): Promise<void> {
    if (this.#counts) return;
    const { store, rows, current } = this.#half;
    await current.show(store.parts, current.stats.duplicates - rows.brought.duplicates);
    await current.readers.retire(rows.written.map(({ part }) => part.path));
    await this.#clean();
  }

  async #record(judged: boolean): Promise<void> {
    const { store, raw, rows } = this.#half;
    if (raw.length > 0) await recordStaged(store, rows, judged);
    else if (judged) await markJudged(store.database);
  }

  /** Removes what only the commit needed. */
  async #clean(): Promise<void> {
    const { store, raw } = this.#half;
    await dropCopies(store.database);
    await store.database.run(`DELETE FROM ${STAGED_LOSERS}`);
    for (const { path } of raw) await rm(path, { force: true });
  }
}
