import type { Timeline, TimelineEvent } from "../../../src/engine/timeline.ts";
import { HOUR, MINUTE, SECOND } from "../../../src/util/duration.ts";
import { ROLE, sampleAlert } from "./sample-alert.ts";

const FIRST = Date.parse(sampleAlert.events.first);
const LAST = Date.parse(sampleAlert.events.last);

function call(over: Partial<TimelineEvent>): TimelineEvent {
  return {
    ...{ time: FIRST, id: "other", source: "ssm.amazonaws.com", name: "GetParameters", outcome: "success" },
    ...{ address: "192.0.2.77", region: "eu-west-1", secrets: [] },
    ...over,
  };
}

/** Sixty calls before the alert, its own twelve, twenty refused ones after it. */
export const sampleTimeline: Timeline = {
  actor: ROLE,
  from: FIRST - 6 * HOUR,
  to: LAST + 6 * HOUR,
  total: 423,
  events: [
    ...Array.from({ length: 60 }, (_, index) =>
      call({ time: FIRST - (60 - index) * 4 * MINUTE, id: `before-${index}`, address: "198.51.100.4" }),
    ),
    ...sampleAlert.events.ids.map((id, index) =>
      call({ time: FIRST + index * 20 * SECOND, id, secrets: ["/prod/db/password", "/prod/stripe/key", "a", "b"] }),
    ),
    ...Array.from({ length: 20 }, (_, index) =>
      call({
        ...{ time: LAST + (index + 1) * 7 * MINUTE, id: `after-${index}`, outcome: "failure", name: null },
        ...{ source: index % 2 === 0 ? "secretsmanager.amazonaws.com" : null },
      }),
    ),
  ],
};
