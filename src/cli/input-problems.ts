import { printable } from "../alert/printable.ts";
import type { InputReport, RecordCount } from "../ingest/input-report.ts";

type Problems = {
  readonly files: {
    readonly skipped: InputReport["files"]["skipped"] | readonly InputReport["files"]["skipped"][number][];
  };
  readonly records: { readonly malformed: readonly RecordCount[] };
};

/** Whether something that should have been read could not be: files of other kinds do not count. */
export function isIncomplete({ files, records }: Problems): boolean {
  return files.skipped.some((each) => each.unreadable) || records.malformed.length > 0;
}

/** A line for each input that could not be read. */
export function inputProblems({ files, records }: Problems): string {
  const skipped = files.skipped.filter((each) => each.unreadable).map(({ path, reason }) => `${path}: ${reason}`);
  const malformed = records.malformed.map(({ path, reason, count }) => `${path}: ${count} malformed: ${reason}`);
  return [...skipped, ...malformed].map((line) => `${printable(line)}\n`).join("");
}
