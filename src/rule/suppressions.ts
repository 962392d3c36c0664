import { locate } from "../source/location.ts";
import type { DatadogSuppression } from "./datadog-suppression.ts";
import { readSuppression } from "./format/datadog/suppression.ts";
import type { ReadFile } from "./format/parts.ts";
import { quote } from "./format/quote.ts";
import type { Report } from "./format/report.ts";
import { groupBy } from "./group-by.ts";

interface Read {
  readonly suppression: DatadogSuppression;
  readonly span: { readonly start: number; readonly end: number };
  readonly report: Report;
}

/** The suppressions of all files. Those that share an id all stay out, as rules do. */
export function readSuppressions(
  open: readonly (ReadFile & { readonly report: Report })[],
): readonly DatadogSuppression[] {
  const read = open.flatMap(({ parts, report }) =>
    parts.flatMap((part): Read[] => {
      const suppression = part.kind === "suppression" ? readSuppression(part.found, report) : null;
      return suppression ? [{ suppression, span: part.span, report }] : [];
    }),
  );
  const byId = groupBy(read, (each) => each.suppression.id);
  return [...byId.values()].flatMap((same) => {
    const [only] = same;
    if (only && same.length === 1) return [only.suppression];
    for (const each of same) reportDuplicate(each, same);
    return [];
  });
}

function reportDuplicate(each: Read, same: readonly Read[]): void {
  const other = same.find((another) => another !== each);
  if (!other) return;
  const { file, line, column } = locate(other.report.file, other.span.start);
  const message = `the id ${quote(each.suppression.id)} is also that of ${file}:${line}:${column}`;
  each.report.error("duplicate-id", each.span, message);
}
