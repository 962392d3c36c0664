import { isJsonObject, type JsonObject, type JsonValue } from "../../src/util/json.ts";

const WIDTH = 120;

/** JSON with each value on one line where that fits. */
export function compactJson(value: JsonValue, indent = ""): string {
  const flat = JSON.stringify(value);
  if (indent.length + flat.length <= WIDTH || typeof value !== "object" || value === null) return flat;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((each) => inner + compactJson(each, inner))
    : Object.entries(value).map(([key, each]) => `${inner}${JSON.stringify(key)}: ${compactJson(each, inner)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.join(",\n")}\n${indent}${close}`;
}

const SHOWN_OF_ALERT = ["id", "rule", "time", "reason"];
const SHOWN_OF_RULE = ["id", "name", "severity"];
const SHOWN_OF_DOCUMENT = ["openapi", "info"];

/** An answer as the page shows it: lists with their first element, alerts and rules of alerts with some of their fields. */
export function shortened(value: JsonValue, key = ""): JsonValue {
  if (Array.isArray(value)) return value.slice(0, 1).map((each) => shortened(each));
  if (!isJsonObject(value)) return value;
  if ("openapi" in value) return picked(value, SHOWN_OF_DOCUMENT);
  const shown = key === "alert" && "rule" in value ? picked(value, SHOWN_OF_ALERT) : value;
  const own = key === "rule" ? picked(shown, SHOWN_OF_RULE) : shown;
  return Object.fromEntries(Object.entries(own).map(([name, each]) => [name, shortened(each, name)]));
}

function picked(value: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.map((key) => [key, value[key] ?? null]));
}
