import type { Summary } from "../../engine/summary.ts";
import { summaryFacts } from "../summary-facts.ts";
import { type SummarySection, summarySections } from "../summary-sections.ts";
import { colours, type Paint } from "./colours.ts";

const LABEL = 10;
const LIMITS = { items: 8, unreadable: 20, examples: 3 };

/** What was read, skipped and found, for standard error: about one screen, ends with a line break. */
export function summaryText(summary: Summary, options: { readonly colour: boolean }): string {
  const { bold, yellow } = colours(options.colour);
  const facts = summaryFacts(summary).map(({ label, text }) => `${bold(label.padEnd(LABEL))}${text}\n`);
  const sections = summarySections(summary, LIMITS).map((section) =>
    sectionText(section, section.isProblem ? yellow : bold),
  );
  return [...facts, ...sections].join("");
}

function sectionText({ title, items }: SummarySection, paint: Paint): string {
  return `${paint(title)}\n${items.map((item) => `${" ".repeat(LABEL)}${item}\n`).join("")}`;
}
