import type { JSX } from "preact";
import { numberText } from "../../count-text.ts";
import type { AlertView } from "../report-view.ts";
import { Part } from "../text/part.tsx";
import { Shown } from "../text/shown.tsx";
import { Time } from "../text/time.tsx";
import { CallTable } from "./call-table.tsx";
import { nearestCalls } from "./nearest-calls.ts";
import { Strip } from "./strip.tsx";

/** What the identity did around the alert. */
export function TimelinePart({ view }: { readonly view: AlertView }): JSX.Element {
  const { alert, timeline: found, limits } = view;
  if (found.kind === "none") {
    return (
      <Part title="What else it did">
        <p class="muted">
          <Shown text={found.reason} />
        </p>
      </Part>
    );
  }
  const { timeline } = found;
  const own = new Set(alert.events.ids);
  const calls = nearestCalls(timeline.events, alert, limits.timelineRows);
  const shown = calls.length < timeline.total ? `the ${numberText(calls.length)} nearest of ` : "";
  return (
    <Part title="What it did around that time">
      <p class="muted small">
        <Shown text={timeline.actor} mono />, all its sessions, <Time at={timeline.from} /> to <Time at={timeline.to} />
        : {`${shown}${numberText(timeline.total)} calls`}
      </p>
      <Strip timeline={timeline} own={own} />
      <CallTable calls={calls} own={own} />
    </Part>
  );
}
