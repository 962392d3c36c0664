import { resolve } from "node:path";
import type { z } from "zod";
import { parseSource } from "../../ingest/sources/parse-source.ts";
import type { SourceSpec } from "../../ingest/sources/source-spec.ts";
import type { Diagnostic } from "../../source/diagnostic.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import { listen, threads } from "./file-schema.ts";
import { optionPlace } from "./option-place.ts";
import type { Overrides } from "./overrides.ts";
import { diagnosticAt } from "./places.ts";
import type { ServeConfig } from "./serve-config.ts";
import { lateness, memory, path, pollInterval, text } from "./values.ts";

/** What the command line gives, understood. Lists are there, if empty. */
export interface ReadOverrides {
  readonly sources: readonly SourceSpec[];
  readonly rules: readonly string[];
  readonly suppressions: readonly string[];
  readonly mmdb: readonly string[];
  readonly notifiesStdout: boolean;
  /** Only those that were given. */
  readonly single: Partial<
    Pick<ServeConfig, "builtin" | "includeDisabled" | "listen" | "lateness" | "poll" | "memory" | "threads">
  >;
  readonly diagnostics: readonly Diagnostic[];
}

const sourceText = text("a source such as dir:PATH, s3://BUCKET/PREFIX or sqs:QUEUE_URL", parseSource);

const notify = text("stdout", (given) => (given === "stdout" ? given : undefined));

/** Paths are relative to the working directory. Each diagnostic points into its option. */
export function readOverrides(given: Overrides): ReadOverrides {
  const diagnostics: Diagnostic[] = [];
  const one = <T>(option: string, schema: z.ZodType<T>, value: unknown): T | undefined => {
    if (value === undefined) return undefined;
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    const hint = option === "--notify" ? didYouMean(String(value), ["stdout"]) : undefined;
    for (const { message } of result.error.issues) {
      diagnostics.push(diagnosticAt(optionPlace(option, String(value)), "error", "invalid-value", message, hint));
    }
    return undefined;
  };
  const each = <T>(option: string, schema: z.ZodType<T>, values: readonly string[] = []): readonly T[] =>
    values.flatMap((value) => one(option, schema, value) ?? []);
  const paths = (option: string, values: readonly string[] | undefined): readonly string[] =>
    each(option, path, values).map((found) => resolve(found));
  const single = {
    builtin: given.builtin,
    includeDisabled: given.includeDisabled,
    listen: one("--listen", listen, given.listen),
    lateness: one("--lateness", lateness, given.lateness),
    poll: one("--poll", pollInterval, given.poll),
    memory: one("--memory", memory, given.memory),
    threads: one("--threads", threads, given.threads),
  };
  const lists = {
    sources: each("--source", sourceText, given.source),
    rules: paths("--rules", given.rules),
    suppressions: paths("--suppressions", given.suppressions),
    mmdb: paths("--mmdb", given.mmdb),
    notifiesStdout: one("--notify", notify, given.notify) !== undefined,
  };
  return { ...lists, single: defined(single), diagnostics };
}

function defined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
