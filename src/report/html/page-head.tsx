import type { JSX } from "preact";
import type { Summary } from "../../engine/summary.ts";
import { formatDuration } from "../../util/duration.ts";
import { counted, numberText } from "../count-text.ts";
import { MOST_SEVERE_FIRST } from "../most-severe-first.ts";
import type { ReportView } from "./report-view.ts";
import { Time } from "./text/time.tsx";

interface Props {
  readonly view: ReportView;
}

/** How much was found, in which span of time. */
export function PageHead({ view }: Props): JSX.Element {
  const { summary, all } = view.data;
  return (
    <header class="page-head">
      <p class="brand">trailhound report</p>
      <h1>{`${all.length === 0 ? "No alerts" : counted(all.length, "alert")}${spanOf(summary.events)}`}</h1>
      <Span summary={summary} />
      <ul class="counts">
        {MOST_SEVERE_FIRST.map((severity) => (
          <li class={view.counts[severity] === 0 ? `${severity} none` : severity} key={severity}>
            <b>{numberText(view.counts[severity])}</b>
            <span>{severity}</span>
          </li>
        ))}
      </ul>
      <Left view={view} />
    </header>
  );
}

function spanOf({ first, last }: Summary["events"]): string {
  if (first === null || last === null) return "";
  const ms = Date.parse(last) - Date.parse(first);
  return ms > 0 ? ` in ${formatDuration(ms).replace(" ", "\u00a0")} of CloudTrail` : "";
}

function Span({ summary: { events, files, rules } }: { readonly summary: Summary }): JSX.Element {
  const from = events.first !== null && events.last !== null && (
    <>
      , <Time at={events.first} /> to <Time at={events.last} />
    </>
  );
  return (
    <p class="span">
      {counted(events.total, "event")}
      {from}, from {counted(files.read, "file")}, under {counted(rules.loaded - rules.disabled.length, "rule")}
    </p>
  );
}

function Left({ view }: Props): JSX.Element | null {
  const { all } = view.data;
  const left = all.length - view.alerts.length;
  if (left <= 0) return null;
  return (
    <div class="panel notice">
      <p>
        <strong>{`The ${numberText(view.alerts.length)} most severe alerts are in this report.`}</strong>{" "}
        {`${counted(left, "further alert")} ${left === 1 ? "is" : "are"} counted above but not shown: the other output formats have all of them.`}
      </p>
    </div>
  );
}
