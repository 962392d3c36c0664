import type { ListenAddress } from "../../api/auth/listen.ts";
import type { StoredToken } from "../../api/auth/token.ts";
import type { DeliveryLimits } from "../../ingest/sources/source.ts";
import type { SourceSpec } from "../../ingest/sources/source-spec.ts";
import type { ChannelConfig, RouteConfig } from "../../notify/config.ts";
import type { Source } from "../../source/source.ts";
import type { Span } from "../../source/span.ts";

/** What `serve` runs with. Durations are milliseconds. Secrets are their values: never print it, see printConfig. */
export interface ServeConfig {
  readonly sources: readonly SourceSpec[];
  /** Between two looks at a directory or a bucket. */
  readonly poll: number;
  /** Rule files and folders, besides the built-in pack. */
  readonly rules: readonly string[];
  readonly builtin: boolean;
  readonly includeDisabled: boolean;
  /** Files and folders of suppressions. */
  readonly suppressions: readonly string[];
  readonly mmdb: readonly string[];
  /** How late an event may come and still be judged. */
  readonly lateness: number;
  /** The same by the id of a rule. */
  readonly ruleLateness: ReadonlyMap<string, number>;
  readonly batch: DeliveryLimits;
  /** As the database takes it: `1024MiB`. */
  readonly memory: string;
  readonly threads: number;
  readonly listen: ListenAddress;
  readonly tokens: readonly StoredToken[];
  readonly channels: readonly ChannelConfig[];
  readonly routes: readonly RouteConfig[];
  /** Where rules are named: see checkAgainstRules. */
  readonly named: readonly NamedRule[];
}

/** A rule that the configuration names. A route may do so by id or by name. */
export interface NamedRule {
  readonly rule: string;
  readonly by: "id" | "id or name";
  readonly place: Place;
}

/** Where something stands. */
export interface Place {
  readonly source: Source;
  readonly span: Span;
}
