import type { Session } from "../../driver/duckdb.ts";
import { GONE, mayChange } from "../../ingest/sources/reasons.ts";
import type { FetchedObject, Ledger, SourceObject } from "../../ingest/sources/source.ts";
import type { Row } from "../../ir/plan.ts";
import { invariant } from "../../util/invariant.ts";

/** What became of one object: records = delivered + malformed + aside. */
export interface ObjectOutcome {
  readonly object: FetchedObject;
  readonly records: number;
  readonly delivered: number;
  readonly malformed: number;
  readonly aside: number;
  /** `read`: whole. `incomplete`: it breaks off. `skipped`: nothing of it could be used. `missing`: it could not be had. */
  readonly outcome: "read" | "incomplete" | "skipped" | "missing";
  readonly reason: string | null;
}

/** What one batch brought: delivered of its objects = events + duplicates. */
export interface BatchFacts {
  readonly source: string;
  /** By the clock, epoch ms. */
  readonly at: number;
  readonly events: number;
  readonly duplicates: number;
  /** Events that came later than the lateness allowance. */
  readonly tooLate: number;
}

/** Objects that are looked for by one statement. */
const OBJECTS_AT_ONCE = 2_000;

/** The ledger of a state, for sources that leave out what was committed. */
export function ledgerOf(session: Session): Ledger {
  return {
    async known(source, objects) {
      const found = new Set<string>();
      for (let at = 0; at < objects.length; at += OBJECTS_AT_ONCE)
        for (const name of await versions(session, source, objects.slice(at, at + OBJECTS_AT_ONCE))) found.add(name);
      return objects.map((object) => found.has(versionName(object)));
    },
  };
}

async function versions(
  session: Session,
  source: string,
  objects: readonly SourceObject[],
): Promise<readonly string[]> {
  if (objects.length === 0) return [];
  const marks = objects.map(() => "?").join(", ");
  const rows = await session.all(
    `SELECT DISTINCT key, etag, outcome, reason FROM state.objects WHERE source = ? AND key IN (${marks})`,
    [source, ...objects.map(({ key }) => key)],
  );
  return rows.filter(isFinal).map((row) => versionName({ key: String(row["key"]), etag: String(row["etag"]) }));
}

/** Whether reading the same version again would end in the same way. */
function isFinal({ outcome, reason }: Row): boolean {
  if (outcome === "missing") return reason !== GONE && !mayChange(String(reason));
  return outcome !== "skipped" || !mayChange(String(reason));
}

function versionName({ key, etag }: Pick<SourceObject, "key" | "etag">): string {
  return JSON.stringify([key, etag]);
}

/** Rows of one INSERT: each has twelve parameters. */
const ROWS_AT_ONCE = 500;

/** Adds a batch and its objects; gives its number. Part of a transaction. */
export async function insertBatch(
  session: Session,
  facts: BatchFacts,
  outcomes: readonly ObjectOutcome[],
): Promise<number> {
  const [row] = await session.all("SELECT coalesce(max(batch), 0) + 1 AS batch FROM state.batches");
  const batch = Number(row?.["batch"]);
  const { source, at, events, duplicates, tooLate } = facts;
  await session.run("INSERT INTO state.batches VALUES (?, ?, ?, ?, ?, ?)", [
    batch,
    source,
    at,
    events,
    duplicates,
    tooLate,
  ]);
  for (let from = 0; from < outcomes.length; from += ROWS_AT_ONCE) {
    const some = outcomes.slice(from, from + ROWS_AT_ONCE);
    const marks = some.map(() => "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").join(", ");
    await session.run(
      `INSERT INTO state.objects VALUES ${marks}`,
      some.flatMap((each) => {
        invariant(each.records === each.delivered + each.malformed + each.aside, "an object's records do not add up");
        const { key, etag, size } = each.object;
        const { records, delivered, malformed, aside, outcome, reason } = each;
        return [source, key, etag, size, records, delivered, malformed, aside, outcome, reason, batch, at];
      }),
    );
  }
  return batch;
}
