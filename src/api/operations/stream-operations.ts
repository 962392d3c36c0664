import { type Operation, responseOperation } from "../operation.ts";
import { nothing } from "../shapes/inputs.ts";

const HEADERS = { "Content-Type": "text/event-stream", "X-Accel-Buffering": "no" };

const streamAlerts = responseOperation({
  id: "streamAlerts",
  method: "get",
  path: "/v1/alerts/stream",
  role: "viewer",
  tag: "Alerts",
  summary: "Follow alerts",
  description: "Server-sent events: what happens to alerts, as it happens. See below.",
  query: nothing,
  params: nothing,
  body: null,
  answer: { status: 200, media: "text/event-stream", description: "A stream that does not end." },
  example: { url: "/v1/alerts/stream" },
  handle: async ({ request, hangUp }, { hub }) => {
    if (request.method === "HEAD") return new Response(null, { headers: HEADERS });
    return new Response(hub.open(request.headers.get("last-event-id"), hangUp), { headers: HEADERS });
  },
});

export const STREAM_OPERATIONS: readonly Operation[] = [streamAlerts];
