import type { State } from "../play/state.ts";
import { doubled, some } from "./sentences.ts";

/** `whole`: the bytes of each file at the end, by its path below the source. `events`: how many distinct ones `scan` finds. */
export interface Files {
  readonly whole: ReadonlyMap<string, number>;
  readonly events: number;
}

/** What does not add up in the ledger. Sentences. */
export function checkLedger({ objects, batches, events }: State, files: Files): readonly string[] {
  const delivered = new Map<number, number>();
  for (const each of objects) delivered.set(each.batch, (delivered.get(each.batch) ?? 0) + each.delivered);
  const numbers = new Set(batches.map(({ batch }) => batch));
  const rows = objects.map(({ key, etag }) => `${key} ${etag}`);
  const stored = batches.reduce((sum, each) => sum + each.events, 0);
  return [
    ...some(
      "objects do not add up (records = delivered + malformed + aside)",
      objects.filter((each) => each.records !== each.delivered + each.malformed + each.aside).map(({ key }) => key),
    ),
    ...some(
      "batches do not add up (delivered = events + duplicates)",
      batches
        .filter((each) => (delivered.get(each.batch) ?? 0) !== each.events + each.duplicates)
        .map((each) => `${each.batch}: ${delivered.get(each.batch) ?? 0} = ${each.events} + ${each.duplicates}`),
    ),
    ...some(
      "objects are of no batch",
      objects.filter(({ batch }) => !numbers.has(batch)).map(({ key }) => key),
    ),
    ...some("versions of objects were taken twice", doubled(rows)),
    ...some("files were not taken whole", untaken(objects, files.whole)),
    ...some(
      "batches left events out as too late",
      batches.filter((each) => each.tooLate > 0).map((each) => `${each.batch}`),
    ),
    ...(events === files.events ? [] : [`${events} events are stored, scan finds ${files.events}`]),
    ...(stored === files.events ? [] : [`the batches sum up to ${stored} events, scan finds ${files.events}`]),
  ];
}

function untaken(objects: State["objects"], whole: Files["whole"]): readonly string[] {
  const taken = new Set(objects.map(({ key, size }) => `${size} ${key}`));
  return [...whole]
    .filter(([path, size]) => !taken.has(`${size} ${path}`))
    .map(([path, size]) => `${path} (${size} bytes)`);
}
