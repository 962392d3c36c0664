import type { JSX } from "preact";
import { printableShort } from "../../alert/printable.ts";
import { MOST_SEVERE_FIRST } from "../most-severe-first.ts";
import type { ReportView } from "./report-view.ts";

const LONGEST_NAME = 100;

/** What the page's script filters by; not there without it. */
export function Filters({ view }: { readonly view: ReportView }): JSX.Element {
  const severities = MOST_SEVERE_FIRST.filter((severity) =>
    view.alerts.some(({ alert }) => alert.rule.severity === severity),
  );
  return (
    <form class="filters needs-script" aria-label="Filter the alerts">
      <fieldset>
        <legend>Severity</legend>
        {severities.map((severity) => (
          <label class="pick" key={severity}>
            <input type="checkbox" value={severity} checked />
            {severity}
          </label>
        ))}
      </fieldset>
      <select name="rule" aria-label="Rule">
        <option value="">All rules</option>
        {view.rules.map(({ key, name }) => (
          <option value={key} key={key}>
            {printableShort(name, LONGEST_NAME)}
          </option>
        ))}
      </select>
      <input type="search" name="text" placeholder="Find in alerts" aria-label="Find in alerts" autocomplete="off" />
      <button type="button" data-open="yes">
        Open all
      </button>
      <button type="button" data-open="no">
        Close all
      </button>
      <output aria-live="polite" />
    </form>
  );
}
