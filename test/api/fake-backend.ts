import type { StoredAlert } from "../../src/alert/store/stored-alert.ts";
import type { OwnSuppression } from "../../src/alert/suppression/own-suppression.ts";
import type { AlertEvent, Backend, EventQuery, ListedSuppression, SuppressionDesk } from "../../src/api/backend.ts";
import type { HealthFacts, MetricFacts } from "../../src/api/facts.ts";
import { Histogram } from "../../src/api/histogram.ts";
import { SearchRefused, SuppressionRefused } from "../../src/api/refused.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { FakeDesk } from "./fake-desk.ts";
import { NOW, SAMPLES } from "./sample-alerts.ts";

const EVENTS: readonly JsonObject[] = [
  { "@timestamp": "2026-03-01T10:00:00.000Z", event: { action: "GetParameter", provider: "ssm.amazonaws.com" } },
  { "@timestamp": "2026-03-01T10:04:00.000Z", event: { action: "GetParameters", provider: "ssm.amazonaws.com" } },
];

const IN_FILE: OwnSuppression = {
  id: "s-1",
  appliesTo: "alerts",
  rules: ["first-decryption"],
  language: "kql",
  query: 'identity.role: "nightly"',
  owner: "ana",
  reason: "The nightly job.",
  from: null,
  expires: "2026-03-01T00:00:00.000Z",
  file: "suppressions/nightly.yaml",
};

/** A backend in memory that does what the interface says. What tests change of it is public. */
export class FakeBackend implements Backend {
  readonly desk: FakeDesk;
  readonly suppressions: FakeSuppressions = new FakeSuppressions();
  readonly searches: EventQuery[] = [];
  status: HealthFacts["status"] = "ok";
  /** Replaces the search. */
  search: ((search: EventQuery) => Promise<never>) | null = null;
  /** What was asked of `storedAlerts`, and what it gives. */
  readonly reads: (readonly string[])[] = [];
  readonly told = new Map<string, StoredAlert>();
  /** Makes `storedAlerts` fail. */
  isBroken = false;
  readonly #listeners = new Set<(event: AlertEvent) => void>();

  constructor(alerts?: readonly StoredAlert[]) {
    this.desk = new FakeDesk((alert) => this.tell({ kind: "triage", alert }), alerts);
  }

  /** The alert is stored, and those who follow are told of it. */
  tell({ kind, alert }: { readonly kind: AlertEvent["kind"]; readonly alert: StoredAlert }): void {
    this.told.set(alert.alert.id, alert);
    for (const listener of this.#listeners) listener({ kind, id: alert.alert.id });
  }

  async storedAlerts(ids: readonly string[]): ReturnType<Backend["storedAlerts"]> {
    this.reads.push(ids);
    if (this.isBroken) throw new Error("the database is closed");
    return new Map(
      ids.flatMap((id) => {
        const alert = this.told.get(id);
        return alert === undefined ? [] : [[id, alert] as const];
      }),
    );
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  async searchEvents(search: EventQuery): ReturnType<Backend["searchEvents"]> {
    this.searches.push(search);
    if (this.search !== null) return this.search(search);
    checkQuery(search.where ?? "", (message, problems) => new SearchRefused(message, problems));
    const time = (event: JsonObject): number => Date.parse(String(event["@timestamp"]));
    const found = EVENTS.filter((event) => time(event) >= search.from && time(event) < search.to);
    return { events: found.slice(0, search.limit), truncated: found.length > search.limit };
  }

  async rules(): ReturnType<Backend["rules"]> {
    const { id, name, format, type, severity } = SAMPLES[0]?.alert.rule ?? fail();
    const rule = { id, name, format, type, severity, enabled: true, file: "rules/first.toml", tooLate: 0 };
    return [
      { ...rule, status: "ok", problem: null, history: null, lastEvaluationMs: 12.5 },
      {
        ...rule,
        id: "other",
        status: "last_good",
        problem: "rules/other.toml:3:1: ...",
        history: { done: 1, total: 4 },
        lastEvaluationMs: null,
      },
    ];
  }

  async snapshot(): ReturnType<Backend["snapshot"]> {
    const part = { part: 1, name: `events/day=2026-05-01/part-${"0".repeat(32)}.parquet`, level: "day" } as const;
    const facts = { events: 2, first: 1, last: 2, bytes: 10, jsonBytes: 100 };
    return { parts: [{ ...part, ...facts }], superseded: [{ part: 1, rows: [1] }], duplicates: 3 };
  }

  async lake(): ReturnType<Backend["lake"]> {
    const day = { day: "2026-03-01", parts: 1, events: 2, bytes: 4096 };
    const times = { first: Date.parse("2026-03-01T10:00:00Z"), last: Date.parse("2026-03-01T10:04:00Z") };
    const sizes = { partBytes: 4096, stateBytes: 12_288, jsonBytes: 2_500 };
    return { directory: "./data", parts: 1, events: 2, superseded: 0, ...times, ...sizes, days: [day] };
  }

  async health(): Promise<HealthFacts> {
    const source = {
      name: "dir:./AWSLogs",
      caughtUp: true,
      waiting: 0,
      lastLook: NOW - 1_000,
      problem: null,
      poison: 0,
    };
    const lastBatch = { at: NOW - 30_000, events: 2, ms: 140 };
    const version = "0.1.0";
    return {
      status: this.status,
      since: NOW - 3_600_000,
      sources: [source],
      lagMs: 0,
      lastBatch,
      problems: [],
      version,
    };
  }

  async metrics(): Promise<MetricFacts> {
    const latency = new Histogram();
    latency.observe(0.4);
    latency.observe(3);
    return {
      batches: 3,
      events: 2,
      duplicates: 1,
      tooLate: 0,
      objects: [{ outcome: "read", count: 3 }],
      alerts: [{ state: "open", severity: "high", count: 1 }],
      outbox: [{ status: "sent", count: 1 }],
      phases: [{ phase: "evaluate", seconds: 0.25 }],
      latency: latency.read(),
      watermarks: [{ source: 'dir:./"odd"\\name', time: NOW }],
      sources: (await this.health()).sources,
      rules: [{ status: "ok", count: 1 }],
      stateBytes: 12_288,
      partBytes: 4_096,
    };
  }

  subscribe(listener: (event: AlertEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

class FakeSuppressions implements SuppressionDesk {
  readonly #all: ListedSuppression[] = [{ suppression: IN_FILE, created: null }];

  async list(): Promise<readonly ListedSuppression[]> {
    return [...this.#all];
  }

  async create(draft: Parameters<SuppressionDesk["create"]>[0], actor: string): Promise<ListedSuppression> {
    checkQuery(draft.query, (message, problems) => new SuppressionRefused(message, problems));
    const id = `s-${this.#all.length + 1}`;
    const made = { suppression: { ...draft, id, file: null }, created: { at: NOW, by: actor } };
    this.#all.push(made);
    return made;
  }

  async remove(id: string): Promise<boolean> {
    const at = this.#all.findIndex(({ suppression }) => suppression.id === id);
    const file = this.#all[at]?.suppression.file ?? null;
    if (file !== null) throw new SuppressionRefused(`it stands in ${file}: remove it there`);
    if (at >= 0) this.#all.splice(at, 1);
    return at >= 0;
  }

  async preview(draft: Parameters<SuppressionDesk["create"]>[0]): ReturnType<SuppressionDesk["preview"]> {
    checkQuery(draft.query, (message, problems) => new SuppressionRefused(message, problems));
    const [first, ...rest] = SAMPLES.filter(({ status }) => status === "current");
    return { looked: 3, removed: first === undefined ? [] : [first], stay: rest, stayTotal: rest.length };
  }
}

type Refuse = (
  message: string,
  problems: readonly { message: string; line: number; column: number; hint: null }[],
) => Error;

function checkQuery(text: string, refuse: Refuse): void {
  const at = text.indexOf("(");
  if (at < 0) return;
  const problem = { message: "this parenthesis is not closed", line: 1, column: at + 1, hint: null };
  throw refuse("the query cannot be understood", [problem]);
}

function fail(): never {
  throw new Error("there is no sample");
}
