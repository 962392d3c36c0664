import type { JSX } from "preact";
import type { Timeline, TimelineEvent } from "../../../engine/timeline.ts";
import { counted } from "../../count-text.ts";
import { type Lane, Lanes } from "../plot/lanes.tsx";
import { needlesPath } from "../plot/paths.ts";
import { positionIn } from "../plot/time-scale.ts";

interface Props {
  readonly timeline: Timeline;
  /** Ids of the alert's own events. */
  readonly own: ReadonlySet<string>;
}

/** The listed calls as lines over time: the alert's own, the others, the refused ones. */
export function Strip({ timeline, own }: Props): JSX.Element | null {
  const { events, from, to } = timeline;
  if (events.length === 0) return null;
  const lane = (name: string, style: string, calls: readonly TimelineEvent[]): readonly Lane[] => {
    if (calls.length === 0) return [];
    const path = needlesPath(calls.map(({ time }) => positionIn({ from, to }, time)));
    return [{ name, count: calls.length, path, class: style }];
  };
  const others = events.filter(({ id }) => !own.has(id));
  const lanes = [
    ...lane(
      "this alert",
      "needles hot",
      events.filter(({ id }) => own.has(id)),
    ),
    ...lane(
      "other calls",
      "needles",
      others.filter((call) => !isRefused(call)),
    ),
    ...lane("refused", "needles", others.filter(isRefused)),
  ];
  const label = lanes.map(({ name, count }) => `${name}: ${counted(count, "call")}`).join(", ");
  return <Lanes lanes={lanes} span={{ from, to }} height={16} label={`Calls over time. ${label}`} />;
}

function isRefused({ outcome }: TimelineEvent): boolean {
  return outcome === "failure";
}
