import { compareCodePoints } from "../util/code-points.ts";
import { MINUTE } from "../util/duration.ts";
import type { RouteConfig } from "./config.ts";

export interface FloodLimits {
  /** So many notices within the window go out each alone. */
  readonly over: number;
  /** ms. */
  readonly window: number;
}

const DEFAULT_LIMITS: FloodLimits = { over: 20, window: 5 * MINUTE };

/** Of a flood, at most so many go alone with each digest: the most severe. */
const MOST_ALONE = 5;
/** Digests go out this often within a window, at most. */
const DIGESTS_A_WINDOW = 5;

/** Of several routes to a channel the smallest number and the longest window count. */
export function floodLimits(routes: readonly RouteConfig[], channel: string): FloodLimits {
  const own = routes.filter(({ channels }) => channels.includes(channel));
  const overs = own.flatMap(({ digestOver }) => digestOver ?? []);
  const windows = own.flatMap(({ digestWindow }) => digestWindow ?? []);
  return {
    over: overs.length === 0 ? DEFAULT_LIMITS.over : Math.min(...overs),
    window: windows.length === 0 ? DEFAULT_LIMITS.window : Math.max(...windows),
  };
}

/** A notice of which nothing is decided. */
export interface Waiting {
  readonly key: string;
  /** 0 to 4. */
  readonly rank: number;
  /** Epoch ms. */
  readonly createdAt: number;
}

export interface FloodFacts {
  readonly now: number;
  readonly limits: FloodLimits;
  /** Notices made within the window that went, or are to go, alone. */
  readonly alone: number;
  /** Epoch ms: when this was last decided for a flood; null: never. */
  readonly lastFlood: number | null;
}

/** What goes out alone and what together. Keys. */
export interface Grouping {
  readonly alone: readonly string[];
  /** Empty: no digest; else two at least. */
  readonly digest: readonly string[];
  readonly isFlood: boolean;
  /** Epoch ms: nothing is decided until then; null: everything is. */
  readonly until: number | null;
}

/**
 * While a channel's notices of a window, those waiting and those that went alone, are no more than its limit, each goes alone. Above it
 * there is a flood: at once, and then five times a window, the most severe few go alone and all others as one digest.
 */
export function groupNotices(waiting: readonly Waiting[], facts: FloodFacts): Grouping {
  const { now, limits, alone, lastFlood } = facts;
  const ordered = [...waiting].sort(bySeverity).map(({ key }) => key);
  if (alone + ordered.length <= limits.over) return { alone: ordered, digest: [], isFlood: false, until: null };
  const next = lastFlood === null ? now : lastFlood + limits.window / DIGESTS_A_WINDOW;
  if (now < next) return { alone: [], digest: [], isFlood: true, until: next };
  const few = Math.min(MOST_ALONE, limits.over);
  const rest = ordered.slice(few);
  return rest.length < 2
    ? { alone: ordered, digest: [], isFlood: true, until: null }
    : { alone: ordered.slice(0, few), digest: rest, isFlood: true, until: null };
}

/** The one to try a failing channel with: the most severe. */
export function probeOf(waiting: readonly Waiting[]): Grouping {
  const [first] = [...waiting].sort(bySeverity);
  return { alone: first === undefined ? [] : [first.key], digest: [], isFlood: false, until: null };
}

function bySeverity(a: Waiting, b: Waiting): number {
  return b.rank - a.rank || a.createdAt - b.createdAt || compareCodePoints(a.key, b.key);
}
