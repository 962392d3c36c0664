import type {
  AlertDesk,
  AlertPage,
  AlertQuery,
  AuditEntry,
  Comment,
  StoredAlert,
  TriageChange,
} from "../../src/alert/store/stored-alert.ts";
import { TriageError } from "../../src/alert/store/triage-error.ts";
import { SEVERITIES } from "../../src/rule/rule.ts";
import { NOW, SAMPLES } from "./sample-alerts.ts";

const AT = new Date(NOW).toISOString();

/** An honest desk in memory: filters, sorts, pages by offset, resolves former ids, keeps an audit trail. */
export class FakeDesk implements AlertDesk {
  readonly #alerts: StoredAlert[];
  readonly #comments: { readonly thread: string; readonly comment: Comment }[] = [];
  readonly #audit: { readonly thread: string; readonly entry: AuditEntry }[] = [];
  readonly #onChange: (alert: StoredAlert) => void;

  constructor(onChange: (alert: StoredAlert) => void, alerts: readonly StoredAlert[] = SAMPLES) {
    this.#alerts = [...alerts];
    this.#onChange = onChange;
  }

  async list(query: AlertQuery): Promise<AlertPage> {
    const found = this.#alerts.filter((stored) => matches(stored, query)).sort(order(query));
    const start = Number(query.cursor ?? 0);
    if (Number.isNaN(start)) throw new TriageError("this is no cursor of a list of alerts");
    const end = start + query.limit;
    return { alerts: found.slice(start, end), next: end < found.length ? String(end) : null };
  }

  async get(id: string): Promise<StoredAlert | null> {
    return this.#alerts.find(({ alert, aliases }) => alert.id === id || aliases.includes(id)) ?? null;
  }

  async comments(id: string): Promise<readonly Comment[]> {
    const thread = (await this.get(id))?.thread;
    return this.#comments.filter((each) => each.thread === thread).map(({ comment }) => comment);
  }

  async audit(id: string | null, limit: number): Promise<readonly AuditEntry[]> {
    const thread = id === null ? null : (await this.get(id))?.thread;
    const own = this.#audit.filter((each) => thread === null || each.thread === thread);
    return own.slice(-limit).map(({ entry }) => entry);
  }

  async change(id: string, change: TriageChange, actor: string): Promise<StoredAlert | null> {
    const before = await this.get(id);
    if (before === null) return null;
    if ((change.state === "closed") !== (change.reason !== undefined))
      throw new TriageError("a reason goes with closed");
    const state = change.state ?? before.triage.state;
    const triage = {
      state,
      reason: change.reason ?? (state === "closed" ? before.triage.reason : null),
      assignee: change.assignee === undefined ? before.triage.assignee : change.assignee,
      updated: AT,
    };
    const after = { ...before, triage };
    this.#alerts[this.#alerts.indexOf(before)] = after;
    this.#note(before.thread, actor, "changed", before.alert.id, { ...change });
    this.#onChange(after);
    return after;
  }

  async comment(id: string, text: string, actor: string): Promise<Comment | null> {
    const stored = await this.get(id);
    if (stored === null) return null;
    const comment = { number: this.#comments.length + 1, at: AT, author: actor, text };
    this.#comments.push({ thread: stored.thread, comment });
    this.#note(stored.thread, actor, "commented", stored.alert.id, {});
    return comment;
  }

  async counts(): ReturnType<AlertDesk["counts"]> {
    return [];
  }

  #note(thread: string, actor: string, action: string, subject: string, detail: AuditEntry["detail"]): void {
    this.#audit.push({ thread, entry: { number: this.#audit.length + 1, at: AT, actor, action, subject, detail } });
  }
}

function matches({ alert, triage, status, suppressedBy }: StoredAlert, query: AlertQuery): boolean {
  const time = Date.parse(alert.time);
  const text = `${alert.rule.name} ${alert.reason}`.toLowerCase();
  const rank = (severity: (typeof SEVERITIES)[number]): number => SEVERITIES.indexOf(severity);
  return [
    query.states?.includes(triage.state) ?? true,
    rank(alert.rule.severity) >= rank(query.severity ?? "info"),
    query.rules?.includes(alert.rule.id) ?? true,
    query.assignee === undefined || triage.assignee === query.assignee,
    time >= (query.from ?? -Infinity) && time < (query.to ?? Infinity),
    (query.text ?? "").split(" ").every((word) => text.includes(word.toLowerCase())),
    status === "current" || (query.with ?? []).includes("superseded"),
    suppressedBy === null || (query.with ?? []).includes("suppressed"),
  ].every(Boolean);
}

function order({ sort, descending }: AlertQuery): (a: StoredAlert, b: StoredAlert) => number {
  const key = ({ alert, opened, changed }: StoredAlert): string => {
    if (sort === "severity") return String(SEVERITIES.indexOf(alert.rule.severity));
    return { time: alert.time, opened, changed }[sort];
  };
  return (a, b) => (key(a) < key(b) ? -1 : 1) * (descending ? -1 : 1);
}
