import type { SourceStatus } from "../../ingest/sources/source.ts";
import { SECOND } from "../../util/duration.ts";
import type { HealthFacts, MetricFacts } from "../facts.ts";

export interface GivenFacts {
  readonly metrics: MetricFacts;
  readonly health: HealthFacts;
  /** Of the API itself. */
  readonly stream: { readonly clients: number; readonly dropped: number };
}

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric that is read from facts at each scrape. */
export interface GivenMetric {
  readonly name: string;
  readonly kind: "counter" | "gauge";
  readonly help: string;
  readonly labels: readonly string[];
  readonly read: (facts: GivenFacts) => readonly Sample[];
}

function one(value: number): readonly Sample[] {
  return [{ labels: {}, value }];
}

function perSource(read: (source: SourceStatus) => number | null) {
  return ({ metrics }: GivenFacts): readonly Sample[] =>
    metrics.sources.flatMap((source) => {
      const value = read(source);
      return value === null ? [] : [{ labels: { source: source.name }, value }];
    });
}

const STATUSES: readonly HealthFacts["status"][] = ["ok", "degraded", "failing"];

const COUNTERS: readonly Omit<GivenMetric, "kind">[] = [
  {
    name: "trailhound_batches_total",
    help: "Batches committed",
    labels: [],
    read: ({ metrics }) => one(metrics.batches),
  },
  {
    name: "trailhound_events_total",
    help: "Distinct events stored",
    labels: [],
    read: ({ metrics }) => one(metrics.events),
  },
  {
    name: "trailhound_duplicate_events_total",
    help: "Copies of events that were stored already",
    labels: [],
    read: ({ metrics }) => one(metrics.duplicates),
  },
  {
    name: "trailhound_too_late_events_total",
    help: "Events that came after the lateness allowance: stored, not judged",
    labels: [],
    read: ({ metrics }) => one(metrics.tooLate),
  },
  {
    name: "trailhound_objects_total",
    help: "Files and objects by what became of them",
    labels: ["outcome"],
    read: ({ metrics }) => metrics.objects.map(({ outcome, count }) => ({ labels: { outcome }, value: count })),
  },
  {
    name: "trailhound_phase_seconds_total",
    help: "Seconds that went into each phase of batches, since the process began",
    labels: ["phase"],
    read: ({ metrics }) => metrics.phases.map(({ phase, seconds }) => ({ labels: { phase }, value: seconds })),
  },
  {
    name: "trailhound_source_poison_messages_total",
    help: "Messages that could not be understood, left to the queue's redrive",
    labels: ["source"],
    read: perSource(({ poison }) => poison),
  },
  {
    name: "trailhound_stream_dropped_clients_total",
    help: "Clients of the stream that read too slowly",
    labels: [],
    read: ({ stream }) => one(stream.dropped),
  },
];

const GAUGES: readonly Omit<GivenMetric, "kind">[] = [
  {
    name: "trailhound_alerts",
    help: "Stored alerts by state and severity",
    labels: ["state", "severity"],
    read: ({ metrics }) =>
      metrics.alerts.map(({ state, severity, count }) => ({ labels: { state, severity }, value: count })),
  },
  {
    name: "trailhound_outbox_notices",
    help: "Notifications by status",
    labels: ["status"],
    read: ({ metrics }) => metrics.outbox.map(({ status, count }) => ({ labels: { status }, value: count })),
  },
  {
    name: "trailhound_rules",
    help: "Rules by status",
    labels: ["status"],
    read: ({ metrics }) => metrics.rules.map(({ status, count }) => ({ labels: { status }, value: count })),
  },
  {
    name: "trailhound_health",
    help: "1 for the status that holds now",
    labels: ["status"],
    read: ({ health }) => STATUSES.map((status) => ({ labels: { status }, value: health.status === status ? 1 : 0 })),
  },
  {
    name: "trailhound_lag_seconds",
    help: "How long what was delivered waits for its commit: since it arrived, or was delivered if it was there before the process; absent while it is not known",
    labels: [],
    read: ({ health }) => (health.lagMs === null ? [] : one(health.lagMs / SECOND)),
  },
  {
    name: "trailhound_watermark_timestamp_seconds",
    help: "The latest event time that is complete",
    labels: ["source"],
    read: ({ metrics }) =>
      metrics.watermarks.flatMap(({ source, time }) =>
        time === null ? [] : [{ labels: { source }, value: time / SECOND }],
      ),
  },
  {
    name: "trailhound_source_caught_up",
    help: "1 when everything that the source showed at its last look is delivered",
    labels: ["source"],
    read: perSource(({ caughtUp }) => (caughtUp ? 1 : 0)),
  },
  {
    name: "trailhound_source_waiting_objects",
    help: "Objects or messages that are known to wait; absent where it is not known",
    labels: ["source"],
    read: perSource(({ waiting }) => waiting),
  },
  {
    name: "trailhound_source_last_look_timestamp_seconds",
    help: "When the source last looked with success",
    labels: ["source"],
    read: perSource(({ lastLook }) => (lastLook === null ? null : lastLook / SECOND)),
  },
  {
    name: "trailhound_state_bytes",
    help: "Size of the state file and of the log beside it that is not merged into it yet",
    labels: [],
    read: ({ metrics }) => one(metrics.stateBytes),
  },
  {
    name: "trailhound_part_bytes",
    help: "Size of the parts that count",
    labels: [],
    read: ({ metrics }) => one(metrics.partBytes),
  },
  {
    name: "trailhound_resident_memory_bytes",
    help: "Memory of the process",
    labels: [],
    read: () => one(process.memoryUsage.rss()),
  },
  {
    name: "trailhound_stream_clients",
    help: "Clients that follow the stream",
    labels: [],
    read: ({ stream }) => one(stream.clients),
  },
];

export const GIVEN_METRICS: readonly GivenMetric[] = [
  ...COUNTERS.map((metric) => ({ ...metric, kind: "counter" as const })),
  ...GAUGES.map((metric) => ({ ...metric, kind: "gauge" as const })),
];
