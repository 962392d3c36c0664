import type { Field } from "../ir/expr.ts";
import { printPlan, printValue } from "../ir/print-plan.ts";
import { fieldsOf } from "../ir/walk.ts";
import { EVENTS_RELATION } from "../lake/events-view.ts";
import { type Rule, ruleType } from "../rule/rule.ts";
import { duckdb } from "../sql/dialect/duckdb.ts";
import { compilePlan } from "../sql/plan.ts";
import { describeMethod } from "./describe-method.ts";
import { plansOf } from "./plans-of.ts";
import { partsOf } from "./wanted-columns.ts";

const DIALECTS = [duckdb];

/** What a rule means in words, which fields it needs and where they come from, its plan, and the SQL of each dialect. */
export async function explainRule(rule: Rule): Promise<string> {
  const plans = await plansOf(rule);
  const sections = [
    `${rule.name}\n${rule.id} · ${rule.format} · ${ruleType(rule.method)} · ${rule.severity}`,
    section("Meaning", describeMethod(rule).join("\n")),
    section("Fields", fieldTable(rule)),
    section("Plan", plans.map(printPlan).join("\n\n")),
    ...DIALECTS.map((dialect) =>
      section(
        `SQL (${dialect.name})`,
        plans.map((plan) => `${compilePlan(plan, dialect, EVENTS_RELATION)};`).join("\n\n"),
      ),
    ),
  ];
  return `${sections.join("\n\n")}\n`;
}

function section(title: string, body: string): string {
  return `${title}\n${"-".repeat(title.length)}\n${body}`;
}

function fieldTable(rule: Rule): string {
  const { predicates, fields } = partsOf(rule.method);
  const all = new Map<string, Field>([...predicates.flatMap(fieldsOf), ...fields].map((field) => [field.name, field]));
  const width = Math.max(0, ...[...all.keys()].map((name) => name.length));
  const lines = [...all.values()].map((field) => `${field.name.padEnd(width)}  ${shortened(printValue(field.value))}`);
  return lines.join("\n");
}

const WIDEST_VALUE = 160;

function shortened(text: string): string {
  return text.length <= WIDEST_VALUE ? text : `${text.slice(0, WIDEST_VALUE)}...`;
}
