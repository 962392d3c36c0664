import type { LakePart } from "../lake/part.ts";

/** What a kept lake holds. Bytes are those of files. */
export interface LakeInfo {
  readonly directory: string;
  readonly parts: number;
  readonly events: number;
  /** Rows in parts that do not count any more. */
  readonly superseded: number;
  /** Epoch ms of the earliest and the latest event. */
  readonly first: number | null;
  readonly last: number | null;
  readonly partBytes: number;
  /** Of the state file: the list of parts, the keys of events, what is derived from history. */
  readonly stateBytes: number;
  /** UTF-8 bytes of the JSON records in the parts. */
  readonly jsonBytes: number;
  readonly days: readonly LakeDay[];
}

export interface LakeDay {
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
  readonly parts: number;
  readonly events: number;
  readonly bytes: number;
}

type Facts = Pick<LakeInfo, "directory" | "first" | "last" | "stateBytes">;

export function lakeInfo(parts: readonly LakePart[], facts: Facts): LakeInfo {
  const sum = (of: (part: LakePart) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    ...facts,
    parts: parts.length,
    events: sum((part) => part.events - part.superseded),
    superseded: sum((part) => part.superseded),
    partBytes: sum((part) => part.bytes),
    jsonBytes: sum((part) => part.jsonBytes),
    days: daysOf(parts),
  };
}

/** Parts of a kept lake hold one day each. */
function daysOf(parts: readonly LakePart[]): readonly LakeDay[] {
  const days = new Map<string, LakeDay>();
  for (const part of parts) {
    const day = new Date(part.first).toISOString().slice(0, -14);
    const before = days.get(day) ?? { day, parts: 0, events: 0, bytes: 0 };
    days.set(day, {
      day,
      parts: before.parts + 1,
      events: before.events + part.events - part.superseded,
      bytes: before.bytes + part.bytes,
    });
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Stored bytes, the state's with them, for each byte of JSON; null without any. */
export function storedRatio({ partBytes, stateBytes, jsonBytes }: LakeInfo): number | null {
  return jsonBytes === 0 ? null : (partBytes + stateBytes) / jsonBytes;
}
