import type { RunPlan } from "../ir/plan.ts";
import type { JsonObject } from "../util/json.ts";
import { readRecords } from "./read-records.ts";

/**
 * Records that are held; the ones that were not asked for longest go first. One takes two to three KB. Fewer than what growing
 * alerts list together would be as good as none: each look for alerts asks for all of them.
 */
const MOST = 60_000;

/** Epoch ms of the first and the last of some events. */
export interface RecordSpan {
  readonly first: number;
  readonly last: number;
}

/** Where records are looked for that are not held. */
export interface RecordPlaces {
  readonly rows: RunPlan;
  /** Most of them are among these, and soon found. Null: it is not known which these are. */
  readonly recent: RecordSpan | null;
  /** All of them are among these. Null: anywhere. */
  readonly within: RecordSpan | null;
}

/** Raw records that are asked for again and again: those behind alerts that grow with each batch. */
export class RecordCache {
  readonly #records = new Map<string, JsonObject>();
  readonly #most: number;

  constructor(most = MOST) {
    this.#most = most;
  }

  /** As `readRecords`. */
  async read(ids: readonly string[], { rows, recent, within }: RecordPlaces): Promise<ReadonlyMap<string, JsonObject>> {
    const found = new Map<string, JsonObject>();
    for (const id of ids) this.#recall(id, found);
    const missing = (): readonly string[] => [...new Set(ids)].filter((id) => !found.has(id));
    if (recent !== null) this.#hold(await readRecords(missing(), rows, recent), found);
    this.#hold(await readRecords(missing(), rows, within), found);
    for (const id of this.#records.keys()) {
      if (this.#records.size <= this.#most) break;
      this.#records.delete(id);
    }
    return found;
  }

  /** Stored events may have other bodies now. */
  clear(): void {
    this.#records.clear();
  }

  #recall(id: string, found: Map<string, JsonObject>): void {
    const record = this.#records.get(id);
    if (record === undefined) return;
    found.set(id, record);
    this.#records.delete(id);
    this.#records.set(id, record);
  }

  #hold(read: ReadonlyMap<string, JsonObject>, found: Map<string, JsonObject>): void {
    for (const [id, record] of read) {
      found.set(id, record);
      this.#records.set(id, record);
    }
  }
}
