import type { Log } from "../../src/serve/log.ts";

export interface Line {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** A log that is held. `heard`: what was said since it was asked the last time. */
export function heldLog(): { readonly log: Log; readonly lines: readonly Line[]; heard(): readonly Line[] } {
  const lines: Line[] = [];
  let told = 0;
  return {
    log: (level, msg, fields = {}) => void lines.push({ level, msg, ...fields }),
    lines,
    heard() {
      const fresh = lines.slice(told);
      told = lines.length;
      return fresh;
    },
  };
}
