import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";

const read = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");

test("the example in docs/alerts.md is an alert", () => {
  const example = /```json\n([\s\S]*?)\n```/.exec(read("alerts.md"))?.[1] ?? "";
  const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(read("alert.schema.json")));
  validate(JSON.parse(example));
  expect(validate.errors).toBeNull();
});

/** Names of all properties in a JSON Schema. */
function propertyNames(schema: unknown): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === "properties"
      ? [...Object.keys(value), ...Object.values(value).flatMap(propertyNames)]
      : propertyNames(value),
  );
}

test("docs/alerts.md says what every field means", () => {
  const text = read("alerts.md").split("## Example")[0] ?? "";
  const names = [...new Set(propertyNames(JSON.parse(read("alert.schema.json"))))];
  expect(names.length).toBeGreaterThan(60);
  expect(names.filter((name) => !new RegExp(`[\`.]${name}\\b`).test(text))).toEqual([]);
});
