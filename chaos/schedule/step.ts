import type { Content } from "./content.ts";

/** Something that happens to one file of the source's directory. Every path holds its whole content after its last change. */
export type FileChange =
  /** The whole file: moved there at once, written there in pieces, or written over what is there. */
  | { readonly how: "rename" | "pieces" | "overwrite"; readonly path: string; readonly content: Content }
  /** Appends up to this part (0 to 1) of the file's bytes; makes it when it is not there. */
  | { readonly how: "grow"; readonly path: string; readonly content: Content; readonly to: number };

/** Places of `runServe` at which the process can be made to kill itself, in their order. */
export const COMMIT_STEPS = ["read", "written", "moved", "evaluated", "committed", "cleaned", "notified"] as const;
export type CommitStep = (typeof COMMIT_STEPS)[number];

export interface KillAt {
  readonly step: CommitStep;
  /** The how manieth time, from 1, in the life of the process. */
  readonly count: number;
}

/**
 * What the receiver of notifications does. `fails`: 500 and nothing else. `hangs`: no answer. `lost`: the effect, then 500. `dropped`: the effect, then
 * the connection ends. `slow`: the effect, then a late answer.
 */
export const RECEIVER_MODES = ["works", "fails", "hangs", "lost", "dropped", "slow"] as const;
export type ReceiverMode = (typeof RECEIVER_MODES)[number];

/** Times in ms. */
export type Step =
  | { readonly do: "start"; readonly killAt: KillAt | null }
  /** Waits until the process listens, or has ended. */
  | { readonly do: "up" }
  /** Waits until a batch has come to this step since the last change of a file, or the process has ended; not longer than that. */
  | { readonly do: "await"; readonly step: CommitStep; readonly within: number }
  /** Kill -9, so long from now; the steps go on. */
  | { readonly do: "kill"; readonly after: number }
  /** Waits for the end of a process that is to be killed or to kill itself; kills it when it is still there at the end of the time. */
  | { readonly do: "bury"; readonly within: number }
  /** SIGTERM; the process must end well. */
  | { readonly do: "stop" }
  | { readonly do: "file"; readonly change: FileChange }
  | { readonly do: "pause"; readonly ms: number }
  | { readonly do: "receiver"; readonly mode: ReceiverMode }
  /** The disk of the data directory has so many more bytes. */
  | { readonly do: "fill"; readonly leave: number }
  /** It has room again; a process that gave up meanwhile is started anew. */
  | { readonly do: "free" };
