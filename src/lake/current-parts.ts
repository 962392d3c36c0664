import type { Database } from "../driver/duckdb.ts";
import { readDuplicates, readStats } from "./lake-stats.ts";
import { Readers } from "./readers.ts";
import { type LakeStats, NO_EVENTS } from "./store.ts";
import { readParts, type StoredPart } from "./stored-part.ts";

/** The parts that readers of this process see, and those that count: others while a commit is half made. */
export class CurrentParts {
  readonly readers: Readers;
  readonly #database: Database;
  readonly #directory: string;
  #shown: readonly StoredPart[] = [];
  #counted: readonly StoredPart[] = [];
  #stats = NO_EVENTS;

  /** `keepRetired`: see `LakeOptions`. */
  constructor(database: Database, directory: string, keepRetired: number | undefined) {
    this.#database = database;
    this.#directory = directory;
    this.readers = new Readers(keepRetired);
  }

  /** By name; what is staged is last. */
  get shown(): readonly StoredPart[] {
    return this.#shown;
  }

  /** By name. */
  get counted(): readonly StoredPart[] {
    return this.#counted;
  }

  /** Of the parts that are shown. */
  get stats(): LakeStats {
    return this.#stats;
  }

  /** Reads from the state what counts, and shows it. */
  async refresh(): Promise<void> {
    await this.show(await readParts(this.#database, this.#directory), await readDuplicates(this.#database));
    this.#counted = this.#shown;
  }

  /** `duplicates`: rows that repeated an event, over all commits and what is staged. */
  async show(parts: readonly StoredPart[], duplicates: number): Promise<void> {
    this.#shown = parts;
    this.#stats = await readStats(this.#database, parts, duplicates);
    this.readers.keep(parts.map(({ path }) => path));
  }
}
