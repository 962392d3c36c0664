import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import type { SourceSpec } from "../../ingest/sources/source-spec.ts";
import { DAY, SECOND } from "../../util/duration.ts";
import { memoryLimit } from "../../util/size.ts";
import type { FileConfig } from "./file-schema.ts";
import type { NotifyConfig } from "./notify-config.ts";
import type { Places } from "./places.ts";
import type { ReadOverrides } from "./read-overrides.ts";
import type { NamedRule, ServeConfig } from "./serve-config.ts";

const GIB = 1024 ** 3;

/** What holds where nothing is said; docs/configuration.md has the same table. */
const DEFAULTS = {
  poll: 500,
  builtin: true,
  includeDisabled: false,
  lateness: DAY,
  memory: memoryLimit(GIB),
  listen: { host: "127.0.0.1", port: 8600 },
} as const;

/** A look at a bucket is a request for each account and region, and costs money. */
const BUCKET_POLL = 30 * SECOND;

const BATCH = { files: 500, bytes: GIB / 16 } as const;

export interface ConfigParts {
  readonly values: FileConfig;
  readonly places: Places;
  /** That of the file: its paths are relative to it. */
  readonly folder: string;
  readonly given: ReadOverrides;
  readonly notify: NotifyConfig;
}

/** Lists of the command line come after those of the file, single values instead of them. */
export function mergeConfig({ values, places, folder, given, notify }: ConfigParts): ServeConfig {
  const paths = (own: readonly string[] = [], more: readonly string[]): readonly string[] => [
    ...own.map((path) => resolve(folder, path)),
    ...more,
  ];
  return {
    ...DEFAULTS,
    threads: availableParallelism(),
    ...singleValues(values),
    ...given.single,
    sources: [
      ...(values.sources ?? []).map((spec) => inFolder(spec, folder)),
      ...given.sources.map((spec) => inFolder(spec, ".")),
    ].map((spec) => withPoll(spec, given.single.poll ?? values.poll ?? BUCKET_POLL)),
    rules: paths(values.rules, given.rules),
    suppressions: paths(values.suppressions, given.suppressions),
    mmdb: paths(values.mmdb, given.mmdb),
    ruleLateness: values.rule_lateness ?? new Map(),
    batch: { ...BATCH, ...values.batch },
    tokens: values.tokens ?? [],
    channels: notify.channels,
    routes: notify.routes,
    named: namedIn(values, places),
  };
}

function singleValues(values: FileConfig): ReadOverrides["single"] {
  const { poll, builtin, include_disabled, lateness, memory, threads, listen } = values;
  return {
    ...(poll !== undefined && { poll }),
    ...(builtin !== undefined && { builtin }),
    ...(include_disabled !== undefined && { includeDisabled: include_disabled }),
    ...(lateness !== undefined && { lateness }),
    ...(memory !== undefined && { memory }),
    ...(threads !== undefined && { threads }),
    ...(listen !== undefined && { listen }),
  };
}

/** A directory has one name in the ledger, wherever `serve` is started. */
function inFolder(spec: SourceSpec, folder: string): SourceSpec {
  return spec.kind === "dir" ? { ...spec, path: resolve(folder, spec.path) } : spec;
}

function withPoll(spec: SourceSpec, poll: number): SourceSpec {
  return spec.kind === "s3" ? { pollInterval: poll, ...spec } : spec;
}

function namedIn({ rule_lateness, routes = [] }: FileConfig, places: Places): readonly NamedRule[] {
  const late = [...(rule_lateness ?? new Map<string, number>()).keys()].map(
    (rule): NamedRule => ({ rule, by: "id", place: places.key(["rule_lateness", rule]) }),
  );
  const routed = routes.flatMap(({ rules = [] }, at) =>
    rules.map((rule, i): NamedRule => ({ rule, by: "id or name", place: places.value(["routes", at, "rules", i]) })),
  );
  return [...late, ...routed];
}
