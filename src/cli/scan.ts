import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { alertLine } from "../alert/format/ndjson.ts";
import { safeJson } from "../alert/format/safe-json.ts";
import { printable } from "../alert/printable.ts";
import type { Searched } from "../alert/search/events-command.ts";
import type { Suppression } from "../alert/suppression/compiled-own.ts";
import { type FoundAlert, findAlerts } from "../engine/alerts.ts";
import { excludeData } from "../engine/data-exclusion.ts";
import { type Scan, scan } from "../engine/scan.ts";
import { keptLake, summarize } from "../engine/summarize.ts";
import type { Summary } from "../engine/summary.ts";
import { openAlertTable } from "../report/terminal/alert-table.ts";
import { summaryText } from "../report/terminal/summary-text.ts";
import type { LoadedRules } from "../rule/loaded-rules.ts";
import { type Rule, SEVERITIES, type Severity } from "../rule/rule.ts";
import { codeFrame } from "../source/code-frame.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { compileSuppressions } from "./compile-suppressions.ts";
import { EXIT } from "./exit-code.ts";
import { isIncomplete } from "./input-problems.ts";
import { withLakeFolder } from "./lake-folder.ts";
import { loadChosenRules, refuseBroken } from "./load-rules.ts";
import { loadOwnSuppressions } from "./load-suppressions.ts";
import { memoryArgument } from "./memory-argument.ts";
import { openMmdb } from "./open-mmdb.ts";
import { openOutput } from "./output.ts";
import { checkOutputFile } from "./output-file.ts";
import { startProgress } from "./progress.ts";
import type { Report } from "./report-file.ts";
import { sizeArgument } from "./size-argument.ts";
import { timeRange } from "./time-argument.ts";
import { UsageError } from "./usage-error.ts";
import { ruleWarnings } from "./warnings.ts";

export interface ScanCommandOptions {
  readonly lake?: string;
  readonly rules?: readonly string[];
  readonly suppressions?: readonly string[];
  readonly builtin: boolean;
  readonly includeDisabled?: boolean;
  readonly strict?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly format: "table" | "ndjson" | "elastic" | "datadog";
  readonly out?: string;
  readonly report?: string;
  readonly summary?: string;
  readonly failOn?: Severity;
  readonly mmdb?: readonly string[];
  readonly maxFileSize: string;
  readonly memory: string;
  readonly threads?: number;
}

/** `trailhound scan`: see docs/scan.md. */
export async function runScan(paths: readonly string[], options: ScanCommandOptions): Promise<void> {
  const start = performance.now();
  const now = Date.now();
  const range = timeRange(options, now);
  const maxDecompressedBytes = sizeArgument("--max-file-size", options.maxFileSize);
  const memoryLimit = memoryArgument(options.memory);
  const loaded = await loadChosenRules(options, now);
  refuseBroken(loaded, options.strict ?? false);
  if (loaded.checked.length === 0) throw new UsageError("there are no rules to run: name some with --rules");
  const own = await loadOwnSuppressions(options.suppressions, loaded, { now, consequence: "nothing was scanned" });
  const suppressions = [...compileSuppressions(loaded), ...own.suppressions];
  const rules = loaded.rules.filter((rule) => rule.enabled || options.includeDisabled);
  const lookUpIp = await openMmdb(options.mmdb);
  await checkOutputFile("--out", options.out);
  await checkOutputFile("--report", options.report);
  await checkOutputFile("--summary", options.summary);
  await withLakeFolder(options.lake, async ({ folder, kind }) => {
    const progress = startProgress("reading");
    const scanned = await scan({
      paths,
      rules,
      suppressions,
      range,
      folder,
      kind,
      lookUpIp,
      memoryLimit,
      threads: options.threads ?? availableParallelism(),
      maxDecompressedBytes,
      onRead: ({ bytesDone, bytesTotal, files }) => progress.update(bytesDone, bytesTotal, `${files} files`),
      onRule: (done, total, name) => progress.update(done, total, `rule ${done + 1} of ${total}: ${printable(name)}`),
    }).finally(progress.stop);
    try {
      const searched = options.lake === undefined ? paths : { lake: options.lake };
      await finish(scanned, { loaded, rules, suppressions, warnings: own.warnings, paths: searched, options, start });
    } finally {
      await scanned.lake.close();
    }
  });
}

interface Job {
  readonly loaded: LoadedRules;
  /** Those that ran. */
  readonly rules: readonly Rule[];
  readonly suppressions: readonly Suppression[];
  /** What is to be said about those in files. */
  readonly warnings: readonly Diagnostic[];
  /** What the searches of the alerts name. */
  readonly paths: Searched;
  readonly options: ScanCommandOptions;
  /** `performance.now()` when the command began. */
  readonly start: number;
}

async function finish(scanned: Scan, job: Job): Promise<void> {
  const { loaded, options } = job;
  const found = await findAlerts({ ...job, evaluated: scanned.evaluated, lake: scanned.lake });
  const report = await openReport(options.report, scanned);
  const worst = await writeAlerts(found.alerts, options, report);
  scanned.seconds.total = (performance.now() - job.start) / 1000;
  const kept = options.lake === undefined ? null : keptLake(options.lake, scanned);
  const summary = summarize({ ...scanned, kept }, loaded, found);
  await report?.finish(summary);
  if (options.summary !== undefined) await writeFile(options.summary, `${JSON.stringify(summary, null, 2)}\n`);
  await scanned.lake.settle();
  // What an exception asks for counts, too.
  const narrowed = job.rules.map((rule) => excludeData(rule, job.suppressions));
  process.stderr.write(ruleWarnings(narrowed, loaded, options.mmdb));
  for (const each of [...job.warnings, ...loaded.unsupported.flatMap(({ diagnostics }) => diagnostics)]) {
    process.stderr.write(`${codeFrame(each)}\n`);
  }
  process.stderr.write(summaryText(summary, { colour: process.stderr.isTTY === true }));
  process.exitCode = exitCode(summary, worst, options.failOn);
}

async function openReport(path: string | undefined, { lake }: Scan): Promise<Report | undefined> {
  if (path === undefined) return undefined;
  return (await import("./report-file.ts")).newReport(resolve(path), lake.rows);
}

/** Writes every alert, as it is built. Gives the rank of the most severe one in SEVERITIES; -1 without any. */
async function writeAlerts(
  alerts: AsyncIterable<FoundAlert>,
  options: ScanCommandOptions,
  report: Report | undefined,
): Promise<number> {
  const output = openOutput(options.out);
  const lines = await lineWriter(options);
  let worst = -1;
  await output.write(lines.head);
  for await (const found of alerts) {
    await output.write(lines.of(found));
    worst = Math.max(worst, SEVERITIES.indexOf(found.alert.rule.severity));
    await report?.add(found);
  }
  await output.write(lines.tail());
  await output.close();
  return worst;
}

interface LineWriter {
  readonly head: string;
  of(found: FoundAlert): string;
  tail(): string;
}

async function lineWriter({ format, out }: ScanCommandOptions): Promise<LineWriter> {
  switch (format) {
    case "table": {
      const toTerminal = out === undefined && process.stdout.isTTY === true;
      const table = openAlertTable({ width: toTerminal ? process.stdout.columns : 100, colour: toTerminal });
      return { head: table.head(), of: ({ alert }) => table.row(alert), tail: () => table.tail() };
    }
    case "ndjson":
      return { head: "", of: ({ alert }) => alertLine(alert), tail: () => "" };
    case "elastic": {
      const { toElasticAlert } = await import("../alert/format/elastic/elastic.ts");
      return {
        head: "",
        of: (found) => `${safeJson(toElasticAlert(found.alert, found.rule, found.records))}\n`,
        tail: () => "",
      };
    }
    case "datadog": {
      const { toDatadogSignal } = await import("../alert/format/datadog/datadog.ts");
      return {
        head: "",
        of: (found) => `${safeJson(toDatadogSignal(found.alert, found.rule, found.records))}\n`,
        tail: () => "",
      };
    }
  }
}

function exitCode(summary: Summary, worst: number, failOn: Severity | undefined): number {
  if (failOn !== undefined && worst >= SEVERITIES.indexOf(failOn)) return EXIT.alerts;
  const incomplete = isIncomplete(summary) || summary.rules.failed.length > 0;
  return incomplete ? EXIT.incomplete : EXIT.done;
}
