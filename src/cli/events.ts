import { availableParallelism } from "node:os";
import { safeJson } from "../alert/format/safe-json.ts";
import { vocabularies } from "../catalog/vocabularies.ts";
import { enrichLake, type Filled, fillLake } from "../engine/fill-lake.ts";
import { type EventSearch, searchEvents } from "../engine/search-events.ts";
import { newSeconds } from "../engine/summary.ts";
import type { InputProgress } from "../ingest/read-options.ts";
import type { VocabularyName } from "../ir/vocabulary.ts";
import { columnsOf } from "../ir/walk.ts";
import { type Lake, openLake } from "../lake/lake.ts";
import type { CompiledQuery } from "../lang/compiled.ts";
import { compileSearch } from "../lang/datadog/compile.ts";
import { compileKql } from "../lang/kql/compile.ts";
import { codeFrame } from "../source/code-frame.ts";
import { source } from "../source/source.ts";
import { EXIT } from "./exit-code.ts";
import { inputProblems, isIncomplete } from "./input-problems.ts";
import { withLakeFolder } from "./lake-folder.ts";
import { memoryArgument } from "./memory-argument.ts";
import { openForReading } from "./open-for-reading.ts";
import { openMmdb } from "./open-mmdb.ts";
import { openOutput } from "./output.ts";
import { startProgress } from "./progress.ts";
import { sizeArgument } from "./size-argument.ts";
import { timeRange } from "./time-argument.ts";
import { UsageError } from "./usage-error.ts";
import { searchWarning } from "./warnings.ts";

export interface EventsCommandOptions {
  readonly lake?: string;
  readonly as: VocabularyName;
  readonly where?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
  readonly mmdb?: readonly string[];
  readonly maxFileSize: string;
  readonly memory: string;
  readonly threads?: number;
}

/** `trailhound events`: see docs/events.md. */
export async function runEvents(paths: readonly string[], options: EventsCommandOptions): Promise<void> {
  const now = Date.now();
  checkPlaces(paths, options.lake);
  const range = timeRange(options, now);
  const maxDecompressedBytes = sizeArgument("--max-file-size", options.maxFileSize);
  const memoryLimit = memoryArgument(options.memory);
  const predicate = options.where === undefined ? null : compileWhere(options.where, options.as);
  const lookUpIp = await openMmdb(options.mmdb);
  process.stderr.write(searchWarning(predicate === null ? [] : columnsOf(predicate), options.mmdb));
  await withLakeFolder(options.lake, async ({ folder: directory, kind }) => {
    const progress = startProgress("reading");
    const threads = options.threads ?? availableParallelism();
    const where = { directory, memoryLimit, threads };
    const lake = kind === "kept" ? await openForReading(where) : await openLake({ ...where, kind });
    try {
      const onProgress = ({ bytesDone, bytesTotal, files }: InputProgress): void =>
        progress.update(bytesDone, bytesTotal, `${files} files`);
      const reading = { seconds: newSeconds(), threads, maxDecompressedBytes, onProgress };
      const filled = kind === "kept" ? null : await fillLake(lake, paths, reading);
      const wanted = new Set([...(predicate === null ? [] : columnsOf(predicate)), ...ENRICHED[options.as]]);
      await enrichLake(lake, wanted, lookUpIp);
      progress.stop();
      await print({ as: options.as, predicate, range, limit: options.limit ?? null }, lake);
      finish(filled);
    } finally {
      progress.stop();
      await lake.close();
    }
  });
}

/** Either logs or a lake: logs that are added to a lake are a scan's work. */
function checkPlaces(paths: readonly string[], lake: string | undefined): void {
  if (lake === undefined && paths.length === 0)
    throw new UsageError("name logs to search (PATH...), or a lake with --lake DIR");
  if (lake !== undefined && paths.length > 0)
    throw new UsageError(
      "--lake DIR is searched as it is: give no PATH with it (trailhound scan PATH --lake DIR adds logs to it)",
    );
}

async function print(search: EventSearch, lake: Lake): Promise<void> {
  const output = openOutput(undefined);
  for await (const found of searchEvents(search, lake.rows))
    await output.write(`${search.as === "cloudtrail" ? safeText(found.record) : safeJson(found.document)}\n`);
}

/** What the documents of a vocabulary show beyond the record. */
const ENRICHED: Readonly<Record<VocabularyName, readonly string[]>> = {
  ecs: ["source_info", "agent_info"],
  datadog: ["source_info"],
  cloudtrail: [],
};

function compileWhere(text: string, as: VocabularyName) {
  const where = source("--where", text);
  const compile: (...given: Parameters<typeof compileKql>) => CompiledQuery =
    as === "datadog" ? compileSearch : compileKql;
  const { predicate, diagnostics } = compile(where, vocabularies[as]);
  // A search compares with no history that a time filter could cut.
  const frames = diagnostics
    .filter(({ code }) => code !== "cuts-history")
    .map(codeFrame)
    .join("\n");
  if (predicate === null) throw new UsageError(frames);
  if (frames !== "") process.stderr.write(`${frames}\n`);
  return predicate;
}

/** As `safeJson` for a text whose numbers must stay as they are written: white space between tokens is left alone. */
function safeText(json: string): string {
  const asEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return json.replace(/[^\P{C}\t\n\r]|[\u2028\u2029]/gu, (char) => char.split("").map(asEscape).join(""));
}

function finish(filled: Filled | null): void {
  process.exitCode = EXIT.done;
  if (filled === null) return;
  const { report } = filled;
  process.stderr.write(inputProblems(report));
  process.exitCode = isIncomplete(report) ? EXIT.incomplete : EXIT.done;
}
