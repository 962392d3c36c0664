import { join } from "node:path";
import { NO_ROWS, type StagedRows, stageRaw } from "./commit.ts";
import { dropCopies } from "./copies.ts";
import type { CurrentParts } from "./current-parts.ts";
import { indexParts } from "./event-keys.ts";
import type { RawPart } from "./part.ts";
import { INCOMING_FOLDER, removeUnmoved } from "./paths.ts";
import { type Staged, StagedCommit } from "./staged-commit.ts";
import type { Store } from "./store.ts";
import type { StoredPart } from "./stored-part.ts";
import type { Writes } from "./writes.ts";

/** The first half of commits. */
export class Staging {
  readonly #current: CurrentParts;
  readonly #writes: Writes;
  /** Parts up to this number are in `event_keys`. */
  #indexed = 0;

  constructor(current: CurrentParts, writes: Writes) {
    this.#current = current;
    this.#writes = writes;
  }

  /** See `Lake.stage`. `store`: the lake as it is now. */
  async stage(store: Store, parts: readonly RawPart[]): Promise<Staged> {
    const raw = parts.filter(({ events }) => events > 0);
    if (raw.length > 0) await this.#index(store);
    const rows = raw.length === 0 ? NO_ROWS : await stageWhole(store, raw);
    const current = this.#current;
    await current.show(withStaged(store.parts, rows), current.stats.duplicates + rows.brought.duplicates);
    return new StagedCommit({ store, raw, rows, current, writes: this.#writes });
  }

  /** A commit to a kept lake writes the keys of its rows; a temporary one needs none until there is a second commit. */
  async #index({ kind, database, parts }: Store): Promise<void> {
    if (kind === "kept") return;
    await indexParts(
      database,
      parts.filter(({ part }) => part > this.#indexed),
    );
    this.#indexed = Math.max(0, ...parts.map(({ part }) => part));
  }
}

/** What fails half done is taken back. */
async function stageWhole(store: Store, raw: readonly RawPart[]): Promise<StagedRows> {
  try {
    return await stageRaw(store, raw);
  } catch (error) {
    await dropCopies(store.database);
    await removeUnmoved(join(store.directory, INCOMING_FOLDER));
    throw error;
  }
}

/** The parts as they will count: the new ones last. */
function withStaged(parts: readonly StoredPart[], { written, lost }: StagedRows): readonly StoredPart[] {
  const gone = new Map(lost.map(({ part, rows }) => [part, rows]));
  return [...parts, ...written.map(({ part }) => ({ ...part, superseded: 0 }))].map((each) => ({
    ...each,
    superseded: each.superseded + (gone.get(each.part) ?? 0),
  }));
}
