import { expect, test } from "vitest";
import { checkReport } from "../../src/rule/check-report.ts";
import { loadRules } from "../../src/rule/load.ts";
import { elasticRule } from "./samples.ts";

test("rules in file order, diagnostics with line and column, other files named", () => {
  const rule = elasticRule({ sevrity: "low", exceptions_list: [{ list_id: "l", type: "detection" }] });
  const item = { item_id: "i", list_id: "l", name: "i", type: "simple", entries: [{ type: "exist" }] };
  const files = [
    { path: "b.json", text: JSON.stringify(item) },
    { path: "a.json", text: JSON.stringify(rule, null, 2) },
    { path: "c.json", text: "{" },
  ];
  expect(checkReport(loadRules(files))).toEqual([
    {
      file: "a.json",
      id: "rule-1",
      name: "Parameter read",
      format: "elastic-ndjson",
      type: "query",
      language: "kuery",
      status: "error",
      diagnostics: [
        {
          code: "unknown-key",
          severity: "error",
          message: 'unknown key "sevrity"',
          line: 10,
          column: 3,
          hint: 'did you mean "severity"?',
        },
        {
          code: "invalid-value",
          severity: "error",
          message: expect.stringContaining('entries[0].type: expected "match"'),
          file: "b.json",
          line: 1,
          column: 76,
          hint: expect.any(String),
        },
      ],
    },
    {
      file: "c.json",
      id: null,
      name: null,
      format: null,
      type: null,
      language: null,
      status: "error",
      diagnostics: [{ code: "syntax", severity: "error", message: "expected a closing brace", line: 1, column: 2 }],
    },
  ]);
});
