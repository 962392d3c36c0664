import type { RunPlan } from "../ir/plan.ts";
import type { JsonObject } from "../util/json.ts";
import { readRecords } from "./read-records.ts";

/** Records that are held; the ones that were not asked for longest go first. */
const MOST = 20_000;

export interface RecordSources {
  readonly rows: RunPlan;
  /** Some of the events of `rows`: most of those that are not held yet are new. Null: there are none. */
  readonly fresh: RunPlan | null;
}

/** Raw records that are asked for again and again: those behind alerts that grow with each batch. */
export class RecordCache {
  readonly #records = new Map<string, JsonObject>();

  /** As `readRecords`. */
  async read(
    ids: readonly string[],
    { rows, fresh }: RecordSources,
    within: { readonly first: number; readonly last: number } | null,
  ): Promise<ReadonlyMap<string, JsonObject>> {
    const found = new Map<string, JsonObject>();
    for (const id of ids) this.#recall(id, found);
    const missing = (): readonly string[] => [...new Set(ids)].filter((id) => !found.has(id));
    if (fresh !== null) this.#hold(await readRecords(missing(), fresh), found);
    this.#hold(await readRecords(missing(), rows, within), found);
    for (const id of this.#records.keys()) {
      if (this.#records.size <= MOST) break;
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
