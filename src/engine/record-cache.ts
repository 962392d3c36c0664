import type { JsonObject } from "../util/json.ts";
import { readRecords } from "./read-records.ts";

/** Records that are held; the ones that were not asked for longest go first. */
const MOST = 20_000;

/** Raw records that are asked for again and again: those behind alerts that grow with each batch. */
export class RecordCache {
  readonly #records = new Map<string, JsonObject>();

  /** As `readRecords`. */
  async read(...[ids, rows, within]: Parameters<typeof readRecords>): Promise<ReadonlyMap<string, JsonObject>> {
    const found = new Map<string, JsonObject>();
    for (const id of ids) {
      const record = this.#records.get(id);
      if (record === undefined) continue;
      found.set(id, record);
      this.#records.delete(id);
      this.#records.set(id, record);
    }
    const missing = [...new Set(ids)].filter((id) => !found.has(id));
    for (const [id, record] of await readRecords(missing, rows, within)) {
      found.set(id, record);
      this.#records.set(id, record);
    }
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
}
