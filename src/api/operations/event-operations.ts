import { isoTime } from "../../alert/iso-time.ts";
import { DAY } from "../../util/duration.ts";
import { bodyProblem } from "../http/problem.ts";
import { jsonOperation, type Operation } from "../operation.ts";
import { foundEventsShape, searchInput } from "../shapes/event-shapes.ts";
import { nothing } from "../shapes/inputs.ts";

const searchEvents = jsonOperation({
  id: "searchEvents",
  method: "post",
  path: "/v1/events/search",
  role: "viewer",
  tag: "Events",
  summary: "Search events",
  description:
    "The stored events of a span of time as a vocabulary sees them. A search that cannot be understood is answered with the line and column of the mistake. Numbers above 2^53 lose digits in JSON readers that have doubles alone.",
  query: nothing,
  params: nothing,
  body: searchInput,
  answer: { status: 200, schema: foundEventsShape, description: "The events." },
  example: {
    url: "/v1/events/search",
    body: { where: "event.action: GetParameter*", from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z", limit: 10 },
  },
  handle: async ({ body, signal }, { backend, limits, clock, turns }) => {
    const { as, where, limit } = body;
    const to = body.to ?? clock();
    const from = body.from ?? to - DAY;
    if (from >= to) throw bodyProblem("from", "is not before `to`: there is no time between them");
    const search = { as, where, from, to, limit, maxBytes: limits.searchBytes, signal };
    const { events, truncated } = await turns.run(signal, () => backend.searchEvents(search));
    return { from: isoTime(from), to: isoTime(to), events, truncated };
  },
});

export const EVENT_OPERATIONS: readonly Operation[] = [searchEvents];
