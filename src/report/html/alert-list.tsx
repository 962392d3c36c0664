import type { JSX } from "preact";
import { numberText } from "../count-text.ts";
import { MOST_SEVERE_FIRST } from "../most-severe-first.ts";
import { AlertCard } from "./alert/alert-card.tsx";
import type { ReportView } from "./report-view.ts";

/** So few alerts stand open from the start. */
const FEW = 2;

/** The alerts by severity, then by time. */
export function AlertList({ view }: { readonly view: ReportView }): JSX.Element {
  if (view.alerts.length === 0) {
    return (
      <div class="panel">
        <h2>No alerts</h2>
        <p>No rule found anything in these events. What was read, and what was not, stands above.</p>
      </div>
    );
  }
  const groups = MOST_SEVERE_FIRST.map((severity) => ({
    severity,
    alerts: view.alerts.filter(({ alert }) => alert.rule.severity === severity),
  }));
  return (
    <>
      {groups
        .filter(({ alerts }) => alerts.length > 0)
        .map(({ severity, alerts }) => (
          <section class={`group ${severity}`} key={severity}>
            <h2>
              {severity} <span class="muted small">{numberText(alerts.length)}</span>
            </h2>
            {alerts.map((each) => (
              <AlertCard view={each} isOpen={view.alerts.length <= FEW} key={each.anchor} />
            ))}
          </section>
        ))}
      <p id="nothing" class="panel" hidden>
        No alert fits these filters.
      </p>
    </>
  );
}
