import { hasErrors } from "../../source/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import { type Read, readKeys, record, required, used } from "../format/keys.ts";
import { createReport, type Report } from "../format/report.ts";
import { anything, code, type Given, list, nonEmpty, oneOf, type Shape, wrong } from "../format/shape.ts";
import { textSource } from "../format/text-source.ts";
import type { ObjectTree } from "../format/tree.ts";
import { idFault, ownerFault, queryFault, reasonFault, suppressionTime } from "./facts.ts";
import { SUPPRESSION_LIMITS } from "./limits.ts";
import { readYaml } from "./read-yaml.ts";
import { APPLIES_TO, SUPPRESSION_LANGUAGES, type WrittenSuppression } from "./written-suppression.ts";

/** A text that has no fault. */
function faultless(expected: string, faultOf: (text: string) => string | null): Shape<string> {
  return {
    expected,
    read(tree, path, report) {
      if (tree.kind !== "text") return wrong(tree, path, expected, report, QUOTES[tree.kind]);
      const fault = faultOf(tree.text);
      return fault === null ? tree.text : wrong(tree, path, fault, report);
    },
  };
}

/** Of values that would be texts in quotes. */
const QUOTES: Readonly<Record<string, string>> = { number: "write it in quotes", boolean: "write it in quotes" };

/** Epoch ms. */
const time: Shape<number> = {
  expected: "a day (2026-01-02) or an ISO time (2026-01-02T03:04:05Z)",
  read(tree, path, report) {
    const ms = tree.kind === "text" ? suppressionTime(tree.text) : undefined;
    return ms ?? wrong(tree, path, this.expected, report);
  },
};

/** Null: never. */
const timeOrNever: Shape<number | null> = {
  expected: `${time.expected}, or never`,
  read(tree, path, report) {
    if (tree.kind !== "text") return wrong(tree, path, this.expected, report);
    return tree.text === "never" ? null : (suppressionTime(tree.text) ?? wrong(tree, path, this.expected, report));
  },
};

const SUPPRESSION = {
  id: required(faultless("a text", idFault)),
  applies_to: required(oneOf(APPLIES_TO)),
  rules: used(list(nonEmpty, 1, SUPPRESSION_LIMITS.rules)),
  language: used(oneOf(SUPPRESSION_LANGUAGES)),
  query: required(code),
  owner: required(faultless("a text", ownerFault)),
  reason: required(faultless("a text", reasonFault)),
  from: used(time),
  expires: required(timeOrNever),
};

const FILE = { suppressions: required(list(anything)) };

/** Of one file, that are named. */
const MOST_PROBLEMS = 100;

type Keys = Read<typeof SUPPRESSION>;

/** The suppressions of a file that nothing is wrong with; what is wrong with the others, or with the file, is reported. */
export function readSuppressionFile(file: Source, report: Report): readonly WrittenSuppression[] {
  const before = report.diagnostics.length;
  const tree = readYaml(file.text, report);
  if (tree === null) return [];
  if (tree.kind !== "object") {
    report.error("invalid-value", tree.span, 'expected a mapping with the key "suppressions"');
    return [];
  }
  // Items are read one by one, so that a wrong one does not take the others with it.
  const items = tree.entries.find(({ key }) => key === "suppressions")?.value;
  readKeys({ ...tree, entries: tree.entries.map(withoutItems) }, FILE, "", report);
  if (items?.kind !== "list") return [];
  if (items.items.length > SUPPRESSION_LIMITS.suppressions) {
    report.error("limit", items.span, `there are more than ${SUPPRESSION_LIMITS.suppressions} suppressions`);
    return [];
  }
  const read: WrittenSuppression[] = [];
  for (const [i, item] of items.items.entries()) {
    if (report.diagnostics.length - before >= MOST_PROBLEMS) {
      report.error("limit", item.span, "too much is wrong with this file: from here on it was not looked at");
      break;
    }
    read.push(...[readItem(item, i, file, report)].filter((each) => each !== null));
  }
  return read;
}

function withoutItems(entry: ObjectTree["entries"][number]): ObjectTree["entries"][number] {
  return entry.value.kind === "list" ? { ...entry, value: { ...entry.value, items: [] } } : entry;
}

function readItem(
  tree: ObjectTree["entries"][number]["value"],
  at: number,
  file: Source,
  outer: Report,
): WrittenSuppression | null {
  const report = createReport(file);
  const keys = record(SUPPRESSION).read(tree, `suppressions[${at}]`, report);
  const query = keys === undefined ? null : queryOf(keys.query, file, `suppressions[${at}].query`, report);
  if (keys !== undefined) reportOrder(keys, at, report);
  outer.add(report.diagnostics);
  return keys === undefined || query === null || hasErrors(report.diagnostics) ? null : written(keys, query, file);
}

function queryOf(given: Keys["query"], file: Source, path: string, report: Report): Source | null {
  if (given === undefined) return null;
  const fault = queryFault(given.value.text);
  if (fault === null) return textSource(file, given.value);
  return wrong(given.tree, path, fault, report) ?? null;
}

function reportOrder({ from, expires }: Keys, at: number, report: Report): void {
  if (from === undefined || expires === undefined || expires.value === null || from.value < expires.value) return;
  report.error("invalid-value", expires.tree.span, `suppressions[${at}].expires: it must be later than from`);
}

/** Without an error, what is required is there. */
function written(keys: Keys, query: Source, file: Source): WrittenSuppression | null {
  const { id, applies_to: appliesTo, owner, reason, expires } = keys;
  if (id === undefined || appliesTo === undefined || owner === undefined || reason === undefined) return null;
  if (expires === undefined) return null;
  return {
    id: id.value,
    appliesTo: appliesTo.value,
    rules: keys.rules?.value.map(({ value, tree }: Given<string>) => ({ id: value, span: tree.span })) ?? null,
    language: keys.language?.value ?? "kql",
    query,
    owner: owner.value,
    reason: reason.value,
    from: keys.from?.value ?? null,
    expires: expires.value,
    file,
    idSpan: id.tree.span,
    expiresSpan: expires.tree.span,
  };
}
