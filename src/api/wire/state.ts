import type { z } from "zod";
import { isoTime } from "../../alert/iso-time.ts";
import type { LakeInfo } from "../../engine/lake-info.ts";
import type { LakeSnapshot } from "../../lake/snapshot.ts";
import type { HealthFacts, RuleFacts } from "../facts.ts";
import type { DeepReadonly } from "../shapes/deep-readonly.ts";
import type { healthShape, lakeShape, rulesShape, snapshotShape } from "../shapes/state-shapes.ts";

export function wireRules(rules: readonly RuleFacts[]): DeepReadonly<z.input<typeof rulesShape>> {
  return {
    rules: rules.map(({ tooLate, lastEvaluationMs, ...same }) => {
      return { ...same, too_late: tooLate, last_evaluation_ms: lastEvaluationMs };
    }),
  };
}

export function wireLake(info: LakeInfo): DeepReadonly<z.input<typeof lakeShape>> {
  const { directory, events, first, last, parts, superseded, partBytes, stateBytes, jsonBytes, days } = info;
  return {
    directory,
    events,
    first: isoOrNull(first),
    last: isoOrNull(last),
    parts,
    superseded,
    part_bytes: partBytes,
    state_bytes: stateBytes,
    json_bytes: jsonBytes,
    days,
  };
}

export function wireHealth(health: HealthFacts): DeepReadonly<z.input<typeof healthShape>> {
  const { status, since, version, problems, lagMs, lastBatch, sources } = health;
  return {
    status,
    since: isoTime(since),
    version,
    problems,
    lag_ms: lagMs,
    last_batch: lastBatch === null ? null : { ...lastBatch, at: isoTime(lastBatch.at) },
    sources: sources.map(({ name, caughtUp, waiting, lastLook, problem, poison }) => {
      return { name, caught_up: caughtUp, waiting, last_look: isoOrNull(lastLook), problem, poison };
    }),
  };
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

export function wireSnapshot(snapshot: LakeSnapshot): DeepReadonly<z.input<typeof snapshotShape>> {
  const parts = snapshot.parts.map(({ jsonBytes, ...part }) => ({ ...part, json_bytes: jsonBytes }));
  return { ...snapshot, parts };
}

/** What `wireSnapshot` made. */
export function snapshotOf(wire: z.output<typeof snapshotShape>): LakeSnapshot {
  const parts = wire.parts.map(({ json_bytes: jsonBytes, ...part }) => ({ ...part, jsonBytes }));
  return { ...wire, parts };
}
