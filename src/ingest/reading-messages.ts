import type { RawPart } from "../lake/part.ts";
import type { FileOutcome } from "./file-outcome.ts";
import type { FoundFile } from "./found-file.ts";
import type { InputReport } from "./input-report.ts";
import type { InputSeconds, ReadLimits } from "./read-options.ts";

/** What a reading thread is given when it starts. */
export interface ThreadData {
  readonly folder: string;
  /** Of the names of its parts. */
  readonly prefix: string;
  readonly limits: ReadLimits;
  /** Whether to tell what came of each file. */
  readonly perFile: boolean;
}

/** To a reading thread. `done`: there is nothing more to read. */
export type ToThread = { readonly kind: "read"; readonly files: readonly FoundFile[] } | { readonly kind: "done" };

/** From a reading thread: files of one task read; after `done`, everything. */
export type FromThread =
  | {
      readonly kind: "read";
      readonly bytes: number;
      readonly files: number;
      /** Of each file; empty unless asked for. */
      readonly outcomes: readonly FileOutcome[];
    }
  | {
      readonly kind: "finished";
      readonly parts: readonly RawPart[];
      readonly report: InputReport;
      readonly seconds: InputSeconds;
    };
