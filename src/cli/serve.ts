import { printable } from "../alert/printable.ts";
import { loadSuppressionFiles, loadSuppressions } from "../alert/suppression/load-suppressions.ts";
import { expiredSuppressions, unknownRules } from "../alert/suppression/suppression-warnings.ts";
import type { LiveStep } from "../engine/live/step.ts";
import { mustBeDirectory } from "../ingest/sources/dir/must-be-directory.ts";
import { readSuppressionFiles } from "../rule/suppression-file/read-suppression-files.ts";
import { checkAgainstRules } from "../serve/config/check-config.ts";
import { dataInSource } from "../serve/config/data-in-source.ts";
import { loadConfig } from "../serve/config/load-config.ts";
import type { Overrides } from "../serve/config/overrides.ts";
import { printConfig } from "../serve/config/print-config.ts";
import type { ServeConfig } from "../serve/config/serve-config.ts";
import { type Log, openLog } from "../serve/log.ts";
import { startingIn } from "../serve/new-directory.ts";
import { openRuleBook, type RuleBook } from "../serve/rule-book/open-rule-book.ts";
import { fatalProblems, type RuleSet } from "../serve/rule-book/rule-set.ts";
import { runServe } from "../serve/run-serve.ts";
import { codeFrame } from "../source/code-frame.ts";
import { type Diagnostic, hasErrors } from "../source/diagnostic.ts";
import { EXIT } from "./exit-code.ts";
import { BUILTIN_RULES } from "./load-rules.ts";
import { openMmdb } from "./open-mmdb.ts";
import { sizeArgument } from "./size-argument.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

export interface ServeCommandOptions extends Overrides {
  readonly data: string;
  readonly config?: string;
  readonly maxFileSize: string;
  readonly check?: boolean;
}

export interface ServeHooks {
  /** Told where batches come to; chaos tests end the process there. */
  readonly onStep?: (step: LiveStep) => void;
}

/** `trailhound serve`: see docs/serve.md. */
export async function runServeCommand(options: ServeCommandOptions, hooks: ServeHooks = {}): Promise<void> {
  const { data: directory, config: file, maxFileSize, check, ...overrides } = options;
  if (directory.trim() === "") throw new UsageError("--data: expected a directory");
  const maxDecompressedBytes = sizeArgument("--max-file-size", maxFileSize);
  const { config, diagnostics } = await loadConfig(file ?? null, overrides);
  if (config === null) throw new UsageError(frames(diagnostics));
  warn(diagnostics);
  const within = await dataInSource(directory, config.sources);
  if (within !== null) {
    throw new UsageError(`--data ${directory} lies in the source ${within}, which would read what is written there`);
  }
  if (check) {
    process.stdout.write(printConfig(config));
    return;
  }
  for (const source of config.sources) if (source.kind === "dir") await mustBeDirectory(source);
  const lookUpIp = await openMmdb(config.mmdb);
  const log = await openLog();
  const stopping = new AbortController();
  handleSignals(stopping, log);
  await startingIn(directory, (started) =>
    runServe({
      directory,
      config,
      version: version(),
      lookUpIp,
      maxDecompressedBytes,
      openRules: () => openRules(directory, config, log),
      log,
      signal: stopping.signal,
      onReady: started,
      ...hooks,
    }),
  );
}

/** Standard error is the log's from then on; a second signal ends the process at once. */
function handleSignals(stopping: AbortController, log: Log): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(EXIT.interrupted);
      log("info", "asked to stop: what is under way is finished", { signal });
      stopping.abort();
    });
  }
  // A channel may write to standard output: what happens to it is the channel's matter.
  process.stdout.removeAllListeners("error");
  process.stdout.on("error", () => undefined);
}

async function openRules(directory: string, config: ServeConfig, log: Log): Promise<RuleBook> {
  const book = await openRuleBook({
    paths: config.rules,
    builtin: config.builtin ? BUILTIN_RULES : null,
    dataDirectory: directory,
    now: Date.now,
    log,
    suppressionFiles: { paths: config.suppressions, read: readSuppressionFiles, load: loadSuppressions },
  });
  const fatal = fatalProblems(book.current());
  const { rules } = book.current();
  const problems = [
    ...fatal.map(({ text }) => text),
    ...(rules.length === 0 ? ["there are no rules to run: name some with --rules"] : []),
  ];
  if (problems.length > 0) {
    await book.close();
    throw new UsageError([...problems, "nothing was started"].join("\n\n"));
  }
  const named = checkAgainstRules(config, rules);
  if (hasErrors(named)) {
    await book.close();
    throw new UsageError(frames(named));
  }
  warn([...named, ...(await suppressionWarnings(config, book.current()))]);
  return book;
}

/** What `scan` says of suppression files that can be used all the same. */
async function suppressionWarnings({ suppressions: paths }: ServeConfig, set: RuleSet): Promise<readonly Diagnostic[]> {
  if (paths.length === 0) return [];
  const { suppressions, diagnostics } = await loadSuppressionFiles(paths);
  const known = [...set.rules.map(({ id }) => id), ...set.problems.map(({ rule }) => rule ?? "")];
  return [
    ...diagnostics.filter(({ severity }) => severity === "warning"),
    ...expiredSuppressions(suppressions, Date.now()),
    ...unknownRules(suppressions, known),
  ];
}

function warn(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0) process.stderr.write(`${frames(diagnostics)}\n`);
}

function frames(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(frame).join("\n\n");
}

/** What is about no text at all (no file, or one that cannot be read) has no line to show. */
function frame(diagnostic: Diagnostic): string {
  const { source, message } = diagnostic;
  return source.text === "" ? printable(`${source.name}: ${message}`) : codeFrame(diagnostic);
}
