import type { AlertDesk, StoredAlert } from "../alert/store/stored-alert.ts";
import type { OwnSuppression, SuppressionPreview } from "../alert/suppression/own-suppression.ts";
import type { LakeInfo } from "../engine/lake-info.ts";
import type { VocabularyName } from "../ir/vocabulary.ts";
import type { LakeSnapshot } from "../lake/snapshot.ts";
import type { JsonObject } from "../util/json.ts";
import type { HealthFacts, MetricFacts, RuleFacts } from "./facts.ts";

/** What the HTTP API is made of. `serve` gives one over its engine; without a server, commands give one over the state alone. */
export interface Backend {
  readonly desk: AlertDesk;
  readonly suppressions: SuppressionDesk;
  /** The oldest events that fit. Throws a SearchRefused when `where` cannot be understood. */
  searchEvents(search: EventQuery): Promise<EventAnswer>;
  /** In the order of ids. */
  rules(): Promise<readonly RuleFacts[]>;
  lake(): Promise<LakeInfo>;
  snapshot(): Promise<LakeSnapshot>;
  health(): Promise<HealthFacts>;
  metrics(): Promise<MetricFacts>;
  /** `listener` is called after the commit, in the order of commits; it returns at once and never throws. Ends with the function returned. */
  subscribe(listener: (event: AlertEvent) => void): () => void;
  /** As they are now, by the ids that are asked for, present or former ones. Ids that are none are left out. */
  storedAlerts(ids: readonly string[]): Promise<ReadonlyMap<string, StoredAlert>>;
}

/** Times in epoch ms, `[from, to)`. */
export interface EventQuery {
  readonly as: VocabularyName;
  /** KQL with ecs and cloudtrail, Datadog log search with datadog; null: every event. */
  readonly where: string | null;
  readonly from: number;
  readonly to: number;
  /** Most events, 1 to 10,000. */
  readonly limit: number;
  /** Most UTF-8 bytes of the events' JSON together: what would go over it is left out, and `truncated` says so. */
  readonly maxBytes: number;
  /** Aborted when time is up or the client has gone: then the search ends and throws the signal's reason. */
  readonly signal: AbortSignal;
}

export interface EventAnswer {
  /** Documents as the vocabulary sees them, by (time, id, account). */
  readonly events: readonly JsonObject[];
  /** There are more than `limit` or `maxBytes` let through. */
  readonly truncated: boolean;
}

/** A suppression before it has an id. */
export type SuppressionDraft = Omit<OwnSuppression, "id" | "file">;

export interface ListedSuppression {
  readonly suppression: OwnSuppression;
  /** By the clock, epoch ms, and by whom; null: it stands in a file. */
  readonly created: { readonly at: number; readonly by: string } | null;
}

/** Suppressions of files and of the API. What is wrong with a draft, or cannot be done, throws a SuppressionRefused. */
export interface SuppressionDesk {
  list(): Promise<readonly ListedSuppression[]>;
  create(draft: SuppressionDraft, actor: string): Promise<ListedSuppression>;
  /** False: there is no such suppression. One that stands in a file is refused: it is removed there. */
  remove(id: string, actor: string): Promise<boolean>;
  /** What it would do to the stored alerts. Changes nothing. */
  preview(draft: SuppressionDraft): Promise<SuppressionPreview>;
}

/**
 * What happened to an alert. Who wants to know what it is like asks for it: by then more may have happened to it. `merged`: it took another
 * one in. `id` is that of now, and may be a former one later.
 */
export interface AlertEvent {
  readonly kind: "opened" | "revised" | "superseded" | "merged" | "triage";
  readonly id: string;
}
