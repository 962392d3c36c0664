import type { Diagnostic } from "../../source/diagnostic.ts";
import { source } from "../../source/source.ts";
import { compareCodePoints } from "../../util/code-points.ts";
import { quote } from "../format/quote.ts";
import { createReport, type Report } from "../format/report.ts";
import { groupBy } from "../group-by.ts";
import type { RuleFile } from "../loaded-rules.ts";
import { createLocator } from "../locator.ts";
import { SUPPRESSION_LIMITS } from "./limits.ts";
import { readSuppressionFile } from "./read-suppression-file.ts";
import type { WrittenSuppression } from "./written-suppression.ts";

export interface WrittenSuppressions {
  /** By id. Those that share an id all stay out. */
  readonly suppressions: readonly WrittenSuppression[];
  readonly diagnostics: readonly Diagnostic[];
}

/** `loadSuppressions` of alert/ goes on with these. */
export function readSuppressionTexts(files: readonly RuleFile[]): WrittenSuppressions {
  const all: Diagnostic[] = [];
  const read = [...files]
    .sort((a, b) => compareCodePoints(a.path, b.path))
    .flatMap(({ path, text }) => {
      const report = createReport(source(path, text), all);
      return readSuppressionFile(report.file, report).map((suppression) => ({ suppression, report }));
    });
  const kept = [...groupBy(read, (each) => each.suppression.id).values()].flatMap(onlyOne);
  const [over] = kept.slice(SUPPRESSION_LIMITS.suppressions);
  const most = `there are more than ${SUPPRESSION_LIMITS.suppressions} suppressions`;
  over?.report.error("limit", over.suppression.idSpan, most);
  const suppressions = kept.map(({ suppression }) => suppression);
  return { suppressions: suppressions.sort((a, b) => compareCodePoints(a.id, b.id)), diagnostics: all };
}

interface Found {
  readonly suppression: WrittenSuppression;
  readonly report: Report;
}

function onlyOne(same: readonly Found[]): readonly Found[] {
  if (same.length === 1) return same;
  const locate = createLocator();
  for (const each of same) {
    const other = same.find((another) => another !== each);
    if (other === undefined) continue;
    const { file, line, column } = locate(other.report.file, other.suppression.idSpan.start);
    const message = `the id ${quote(each.suppression.id)} is also that of ${file}:${line}:${column}`;
    each.report.error("duplicate-id", each.suppression.idSpan, message);
  }
  return [];
}
