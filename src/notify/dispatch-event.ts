/** What a dispatcher tells, for logs and metrics. No secrets in `reason`. */
export type DispatchEvent =
  | { readonly kind: "sent"; readonly channel: string; readonly key: string; readonly notices: number }
  | {
      readonly kind: "retry" | "refused" | "gave_up";
      readonly channel: string;
      readonly key: string;
      readonly notices: number;
      readonly reason: string;
    }
  /** The outbox cannot be read or written; it is tried again. */
  | { readonly kind: "trouble"; readonly channel: string; readonly reason: string };

export type Report = (event: DispatchEvent) => void;

/** How a channel does. */
export interface ChannelStatus {
  readonly name: string;
  /** Attempts in a row that failed; 0: it works, as far as is known. */
  readonly failures: number;
  /** What the last failure was; null when none is left. */
  readonly problem: string | null;
  /** Epoch ms: nothing is tried until then; null: nothing holds it up. */
  readonly blockedUntil: number | null;
}
