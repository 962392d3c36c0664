import type { StoredAlert } from "../alert/store/stored-alert.ts";
import type { Severity } from "../rule/rule.ts";

/** Why people are told: an alert opened, or became more severe. */
export type NoticeKind = "opened" | "severity";

/** One thing to tell on one channel; at most one for each (thread, channel, kind, severity), for good. */
export interface Notice {
  /** The idempotency key: the same whenever and however often it is sent. */
  readonly key: string;
  readonly channel: string;
  readonly kind: NoticeKind;
  readonly thread: string;
  /** The alert's id when the notice was made. */
  readonly alert: string;
  readonly severity: Severity;
}

/** What a channel is given: one notice, or a digest of many when alerts flood. */
export type Message =
  | { readonly kind: "alert"; readonly notice: Notice; readonly stored: StoredAlert }
  | {
      readonly kind: "digest";
      /** Of the notices that it stands for. */
      readonly key: string;
      readonly total: number;
      /** By severity and rule. */
      readonly groups: readonly { readonly rule: string; readonly severity: Severity; readonly count: number }[];
      /** Some of them, the most severe first. */
      readonly samples: readonly StoredAlert[];
    };

/** `retry`: it may go through later. `refused`: it never will, e.g. the receiver says the request is wrong. No secrets in `reason`. */
export type Sent =
  | { readonly kind: "sent" }
  | { readonly kind: "retry"; readonly reason: string; readonly afterMs?: number }
  | { readonly kind: "refused"; readonly reason: string };

/** A place that people are told at. */
export interface Channel {
  readonly name: string;
  send(message: Message, signal: AbortSignal): Promise<Sent>;
  close(): Promise<void>;
}
