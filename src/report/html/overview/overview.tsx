import type { JSX } from "preact";
import { counted } from "../../count-text.ts";
import { utcText } from "../../utc-text.ts";
import { Lanes } from "../plot/lanes.tsx";
import type { ReportView } from "../report-view.ts";
import { overviewLanes } from "./overview-lanes.ts";
import { overviewSpan } from "./overview-span.ts";

/** All alerts over the time of the events, a line for each severity. */
export function Overview({ view }: { readonly view: ReportView }): JSX.Element | null {
  const span = overviewSpan(view);
  if (span === null) return null;
  const lanes = overviewLanes(view, span);
  const counts = lanes.map(({ name, count }) => `${count} ${name}`).join(", ");
  const label = `${counted(view.data.all.length, "alert")} from ${utcText(span.from)} to ${utcText(span.to)}: ${counts}`;
  return (
    <section class="panel" aria-labelledby="overview">
      <h2 id="overview">Alerts over time</h2>
      <Lanes lanes={lanes} span={span} height={22} label={label} />
    </section>
  );
}
