import type { IsoTime } from "../alert.ts";
import type { StoredAlert } from "../store/stored-alert.ts";

/**
 * A suppression of ours, from a file or the API. `alerts`: alerts that it holds for are kept, but neither shown nor told.
 * `events`: an exception; events that it holds for do not count for the rules.
 */
export interface OwnSuppression {
  readonly id: string;
  readonly appliesTo: "alerts" | "events";
  /** Ids of the rules concerned; null: all. */
  readonly rules: readonly string[] | null;
  /** `kql`: over our alert (`identity.arn: "..."`) or the event's ECS fields; `datadog`: over the signal or the event. */
  readonly language: "kql" | "datadog";
  readonly query: string;
  readonly owner: string;
  readonly reason: string;
  /** In event time, `[from, expires)`; null: open. */
  readonly from: IsoTime | null;
  readonly expires: IsoTime | null;
  /** Path of the file that it stands in; null: it came by the API. */
  readonly file: string | null;
}

export interface SuppressionPreview {
  /** Stored alerts that were looked at: those of its rules that are current. */
  readonly looked: number;
  /** At most 1,000 of those that it takes away, newest first: `looked - stayTotal` is how many there are. */
  readonly removed: readonly StoredAlert[];
  /** At most 100 of those that stay, newest first. */
  readonly stay: readonly StoredAlert[];
  readonly stayTotal: number;
}
