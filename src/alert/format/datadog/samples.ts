import type { JsonObject, JsonValue } from "../../../util/json.ts";
import { firstAt, valuesAt } from "../../document/read-path.ts";

const MOST_SAMPLES = 2;

/** The first and the last listed event as logs. */
export function signalSamples(documents: readonly JsonObject[]): readonly JsonObject[] {
  const chosen = documents.length <= MOST_SAMPLES ? documents : [...documents.slice(0, 1), ...documents.slice(-1)];
  return chosen.map((document) => {
    const id = firstAt(document, "eventID") ?? "";
    return { id, eventId: id, queryIndex: 0, content: content(document) };
  });
}

function content(document: JsonObject): JsonObject {
  const { source, service, host, status, tags, message, timestamp, ...custom } = document;
  return {
    timestamp: timestamp ?? valuesAt(document, "eventTime")[0] ?? null,
    source: orNull(source),
    service: orNull(service),
    host: orNull(host),
    status: orNull(status),
    tags: tags ?? [],
    message: orNull(message),
    custom,
  };
}

function orNull(value: JsonValue | undefined): JsonValue {
  return value ?? null;
}
