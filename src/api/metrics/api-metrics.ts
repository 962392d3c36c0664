import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { SECOND } from "../../util/duration.ts";
import { GIVEN_METRICS, type GivenFacts, type GivenMetric } from "./given-metrics.ts";
import { histogramText } from "./histogram-text.ts";

export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

export const OWN_METRICS = {
  requests: {
    name: "trailhound_http_requests_total",
    help: "Requests by operation and status",
    labels: ["operation", "status"],
  },
  seconds: {
    name: "trailhound_http_request_seconds",
    help: "Seconds until a request was answered; of streams until they began",
    labels: ["operation"],
  },
  latency: {
    name: "trailhound_alert_latency_seconds",
    help: "Seconds from the arrival of a file to the commit of its alerts, since the process began",
    labels: [],
  },
} as const;

const SECONDS_BOUNDS = [0.005, 0.025, 0.1, 0.2, 0.5, 1, 5, 30];

/** What /metrics shows, in a registry of its own. */
export class ApiMetrics {
  readonly #registry = new Registry();
  readonly #requests: Counter<"operation" | "status">;
  readonly #seconds: Histogram<"operation">;
  readonly #given: readonly (readonly [GivenMetric, Counter | Gauge])[];

  constructor() {
    const registers = [this.#registry];
    this.#given = GIVEN_METRICS.map((metric) => {
      const { name, help, labels } = metric;
      const Kind = metric.kind === "counter" ? Counter : Gauge;
      return [metric, new Kind({ name, help, labelNames: [...labels], registers })] as const;
    });
    const { requests, seconds } = OWN_METRICS;
    this.#requests = new Counter({ ...requests, labelNames: requests.labels, registers });
    this.#seconds = new Histogram({ ...seconds, labelNames: seconds.labels, buckets: SECONDS_BOUNDS, registers });
  }

  /** `operation`: its id, so that there are few; never the path. */
  observe(operation: string, status: number, ms: number): void {
    this.#requests.inc({ operation, status: String(status) });
    this.#seconds.observe({ operation }, ms / SECOND);
  }

  /** The text format of Prometheus, version 0.0.4. */
  async text(facts: GivenFacts): Promise<string> {
    for (const [given, metric] of this.#given) {
      metric.reset();
      for (const { labels, value } of given.read(facts)) metric.inc(labels, value);
    }
    const { name, help } = OWN_METRICS.latency;
    return `${await this.#registry.metrics()}\n${histogramText(name, help, facts.metrics.latency)}`;
  }
}
