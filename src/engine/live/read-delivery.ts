import type { FileOutcome } from "../../ingest/file-outcome.ts";
import { newInputReport } from "../../ingest/input-report.ts";
import { readInputs } from "../../ingest/read-inputs.ts";
import { newInputSeconds } from "../../ingest/read-options.ts";
import type { Delivery, FetchedObject } from "../../ingest/sources/source.ts";
import type { RawPart } from "../../lake/part.ts";
import type { ObjectOutcome } from "./ledger.ts";

export interface ReadSettings {
  /** For raw parts. */
  readonly folder: string;
  readonly threads: number;
  readonly maxDecompressedBytes?: number;
}

export interface ReadDelivery {
  readonly parts: readonly RawPart[];
  /** One for each object. */
  readonly outcomes: readonly ObjectOutcome[];
}

/** Reads the objects of a delivery. What cannot be read is an outcome, nothing is thrown for it. */
export async function readDelivery({ objects }: Delivery, settings: ReadSettings): Promise<ReadDelivery> {
  const outcomes = new Map<string, FileOutcome>();
  const paths = objects.flatMap(({ path }) => (path === null ? [] : [path]));
  const parts =
    paths.length === 0
      ? []
      : await readInputs(paths, {
          ...settings,
          report: newInputReport(),
          seconds: newInputSeconds(),
          onFile: (outcome) => outcomes.set(outcome.path, outcome),
        });
  return { parts, outcomes: objects.map((object) => outcomeOf(object, outcomes)) };
}

const NOTHING = { records: 0, delivered: 0, malformed: 0, aside: 0 };

function outcomeOf(object: FetchedObject, outcomes: ReadonlyMap<string, FileOutcome>): ObjectOutcome {
  if (object.path === null) return { object, ...NOTHING, outcome: "missing", reason: object.reason };
  const found = outcomes.get(object.path);
  // Gone since it was found, or the same real file as another object.
  if (found === undefined)
    return { object, ...NOTHING, outcome: "missing", reason: "not found, or a second name of another file" };
  const { records, delivered, malformed, aside, outcome, reason } = found;
  return { object, records, delivered, malformed, aside, outcome, reason };
}
