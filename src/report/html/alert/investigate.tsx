import type { JSX } from "preact";
import type { Investigation } from "../../../alert/alert.ts";
import { numberText } from "../../count-text.ts";
import { CodeBlock } from "../text/code-block.tsx";
import { Fold } from "../text/part.tsx";
import { Shown } from "../text/shown.tsx";

/** Searches over the same logs, ready to run. */
export function Investigate({ searches }: { readonly searches: readonly Investigation[] }): JSX.Element | null {
  if (searches.length === 0) return null;
  return (
    <Fold title={`Look further (${numberText(searches.length)} searches)`}>
      <ol class="steps">
        {searches.map(({ title, command }) => (
          <li key={title}>
            <p class="step-title">
              <Shown text={title} />
            </p>
            {command === null ? (
              <p class="muted small">A value of the log cannot be written in a command safely.</p>
            ) : (
              <CodeBlock code={command} label="the search" />
            )}
          </li>
        ))}
      </ol>
    </Fold>
  );
}
