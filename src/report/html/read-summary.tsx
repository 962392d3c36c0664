import type { JSX } from "preact";
import type { Summary } from "../../engine/summary.ts";
import { counted } from "../count-text.ts";
import { summaryFacts } from "../summary-facts.ts";
import { type SummarySection, summarySections } from "../summary-sections.ts";

const LIMITS = { items: 500, unreadable: 2_000, examples: 20 };

/** What was read and what was not: nothing that was left out is left unsaid. */
export function ReadSummary({ summary }: { readonly summary: Summary }): JSX.Element {
  return (
    <section class="panel" aria-labelledby="read">
      <h2 id="read">What was read</h2>
      <dl class="read-facts">
        {summaryFacts(summary).map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {summarySections(summary, LIMITS).map((section) => (
        <LeftOut section={section} key={section.title} />
      ))}
    </section>
  );
}

function LeftOut({ section: { title, items, isProblem } }: { readonly section: SummarySection }): JSX.Element {
  return (
    <details class="left-out" open={isProblem}>
      <summary>
        <span class={isProblem ? "problem" : undefined}>{title}</span>{" "}
        <span class="muted">({counted(items.length, "entry", "entries")})</span>
      </summary>
      <ul>
        {items.map((item, index) => (
          <li class="text" key={index}>
            {item}
          </li>
        ))}
      </ul>
    </details>
  );
}
