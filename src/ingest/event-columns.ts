import { type ColumnName, EVENT_COLUMNS } from "../catalog/columns.ts";
import { BooleanColumn } from "../parquet/boolean-column.ts";
import type { Column } from "../parquet/column.ts";
import { TextColumn } from "../parquet/text-column.ts";
import { TextListColumn } from "../parquet/text-list-column.ts";
import { TimeColumn } from "../parquet/time-column.ts";
import { UniqueTextColumn } from "../parquet/unique-text-column.ts";

/** Joined at read time; not in a part. */
const JOINED: ReadonlySet<string> = new Set(["source_info", "agent_info"] satisfies ColumnName[]);
const UNIQUE: ReadonlySet<string> = new Set(["event_id", "request_id"] satisfies ColumnName[]);

/** The columns of a row group of events, in the order of storage. */
export class EventColumns {
  readonly all: readonly Column[];
  readonly #byName: ReadonlyMap<string, Column>;

  constructor(mostRows: number) {
    this.all = EVENT_COLUMNS.filter(({ name }) => !JOINED.has(name)).map((each) => {
      if (each.type === "time") return new TimeColumn(each.name, mostRows);
      if (each.type === "boolean") return new BooleanColumn(each.name, mostRows);
      if (each.many) return new TextListColumn(each.name);
      if (UNIQUE.has(each.name)) return new UniqueTextColumn(each.name, mostRows);
      return new TextColumn(each.name, each.type === "json" ? "JSON" : "UTF8");
    });
    this.#byName = new Map(this.all.map((each) => [each.name, each]));
  }

  /** Bytes of the values held, about. */
  held(): number {
    let bytes = 0;
    for (const column of this.all) bytes += column.held;
    return bytes;
  }

  text(name: ColumnName): TextColumn {
    return this.#find(name, TextColumn);
  }

  unique(name: "event_id" | "request_id"): UniqueTextColumn {
    return this.#find(name, UniqueTextColumn);
  }

  boolean(name: ColumnName): BooleanColumn {
    return this.#find(name, BooleanColumn);
  }

  time(): TimeColumn {
    return this.#find("event_time", TimeColumn);
  }

  secrets(): TextListColumn {
    return this.#find("secrets", TextListColumn);
  }

  #find<T extends Column>(name: ColumnName, kind: abstract new (...args: never[]) => T): T {
    const found = this.#byName.get(name);
    if (!(found instanceof kind)) throw new Error(`bug: no column ${name} of that kind`);
    return found;
  }
}
