import { printable } from "../alert/printable.ts";
import { columnsOfRule } from "../engine/wanted-columns.ts";
import type { LoadedRules } from "../rule/loaded-rules.ts";
import type { Rule } from "../rule/rule.ts";

const MOST_NAMED = 3;

/** A search that asks for countries or networks of addresses; empty when it does not, or when MMDB files are given. */
export function searchWarning(columns: readonly string[], mmdb: readonly string[] = []): string {
  if (!columns.includes("source_info") || mmdb.length > 0) return "";
  return "warning: countries and networks of addresses are in no event without --mmdb FILE\n";
}

/** The same for rules, named; and how many warnings there are in rules that run all the same. */
export function ruleWarnings(rules: readonly Rule[], { checked }: LoadedRules, mmdb: readonly string[] = []): string {
  const blind = mmdb.length > 0 ? [] : rules.filter((rule) => columnsOfRule(rule).includes("source_info"));
  const warnings = checked.flatMap(({ status, diagnostics }) =>
    status === "ok" ? diagnostics.filter(({ severity }) => severity === "warning") : [],
  );
  return [...blindLines(blind), ...warningLines(warnings.length)].map((line) => `warning: ${line}\n`).join("");
}

function blindLines(blind: readonly Rule[]): readonly string[] {
  if (blind.length === 0) return [];
  const names = blind.slice(0, MOST_NAMED).map((rule) => JSON.stringify(printable(rule.name)));
  const more = blind.length > MOST_NAMED ? ` and ${blind.length - MOST_NAMED} more` : "";
  return [
    `without --mmdb FILE no event has the countries or networks of addresses that ${names.join(", ")}${more} ask for`,
  ];
}

function warningLines(count: number): readonly string[] {
  if (count === 0) return [];
  return [`${count} ${count === 1 ? "warning" : "warnings"} in the rules: trailhound rules check PATH shows them`];
}
