import type { Alert } from "../../alert/alert.ts";
import { SEVERITIES, type Severity } from "../../rule/rule.ts";
import type { DayCount, Noisiest } from "./backtest-report.ts";
import { EntityCounts } from "./noisiest.ts";

/** Counts alerts as they come by; none is held. */
export class AlertTally {
  alerts = 0;
  readonly #severities = new Map<Severity, number>();
  readonly #days = new Map<string, number>();
  readonly #entities = new EntityCounts();
  readonly #entityOf: (alert: Alert) => Readonly<Record<string, string>> | null;

  constructor(entityOf: (alert: Alert) => Readonly<Record<string, string>> | null) {
    this.#entityOf = entityOf;
  }

  add(alert: Alert): void {
    this.alerts += 1;
    const { severity } = alert.rule;
    this.#severities.set(severity, (this.#severities.get(severity) ?? 0) + 1);
    const day = alert.time.slice(0, alert.time.indexOf("T"));
    this.#days.set(day, (this.#days.get(day) ?? 0) + 1);
    this.#entities.add(this.#entityOf(alert));
  }

  severities(): Readonly<Record<Severity, number>> {
    return Object.fromEntries(SEVERITIES.map((each) => [each, this.#severities.get(each) ?? 0])) as Record<
      Severity,
      number
    >;
  }

  days(): readonly DayCount[] {
    const days = [...this.#days].map(([day, alerts]) => ({ day, alerts }));
    return days.sort((a, b) => (a.day < b.day ? -1 : 1));
  }

  entities(most: number): Noisiest {
    return this.#entities.noisiest(most);
  }
}
