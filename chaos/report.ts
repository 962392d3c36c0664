import type { Played } from "./play/run-schedule.ts";
import type { DeliveryKind } from "./schedule/delivery.ts";
import type { Schedule } from "./schedule/schedule.ts";
import type { Step } from "./schedule/step.ts";

/** What all schedules together did. */
export interface Summary {
  schedules: number;
  lives: number;
  killedThemselves: number;
  gaveUp: number;
  revised: number;
  renamed: number;
  alerts: number;
  requests: number;
  /** Steps of each kind. */
  readonly steps: Map<Step["do"], number>;
  readonly deliveries: Map<DeliveryKind, number>;
  readonly failures: { readonly seed: number; readonly complaint: string }[];
}

export function newSummary(): Summary {
  return {
    schedules: 0,
    lives: 0,
    killedThemselves: 0,
    gaveUp: 0,
    revised: 0,
    renamed: 0,
    alerts: 0,
    requests: 0,
    steps: new Map(),
    deliveries: new Map(),
    failures: [],
  };
}

export function addPlayed(summary: Summary, schedule: Schedule, played: Played): void {
  summary.schedules++;
  summary.lives += played.lives;
  summary.killedThemselves += played.killedThemselves;
  summary.gaveUp += played.gaveUp;
  summary.revised += played.revised;
  summary.renamed += played.renamed;
  summary.alerts += played.alerts;
  summary.requests += played.requests;
  for (const each of schedule.steps) increase(summary.steps, each.do);
  for (const kind of schedule.kinds) increase(summary.deliveries, kind);
  const [complaint] = played.complaints;
  if (complaint !== undefined) summary.failures.push({ seed: schedule.seed, complaint });
}

function increase<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

export function summaryText(summary: Summary, seconds: number): string {
  const { schedules, lives, killedThemselves, gaveUp, alerts, revised, renamed, requests, failures } = summary;
  const lines = [
    `Schedules   ${schedules}: ${schedules - failures.length} went well, ${failures.length} failed`,
    `Lives       ${lives} of serve: ${killedThemselves} killed themselves in the middle of a batch, ${gaveUp} gave up on a full disk`,
    `Steps       ${counted(summary.steps)}`,
    `Deliveries  ${counted(summary.deliveries)}`,
    `Compared    ${alerts} alerts, of them ${revised} revised and ${renamed} with a former id; ${requests} requests of notifications`,
    `Time        ${seconds.toFixed(1)} s`,
    ...failures.map(({ seed, complaint }) => `Failed      --seed ${seed}: ${complaint}`),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function counted(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${count} ${name}`).join(", ");
}
