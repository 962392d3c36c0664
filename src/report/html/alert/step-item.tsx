import type { JSX } from "preact";
import { CodeBlock } from "../text/code-block.tsx";
import { Shown } from "../text/shown.tsx";
import type { FittingStep } from "./fitting-steps.ts";

/** One step: title, what it does to the system, the command, how to undo it. */
export function StepItem({ fitting: { step, isUndoneBelow } }: { readonly fitting: FittingStep }): JSX.Element {
  const { title, command, effect } = step;
  const undo = isUndoneBelow ? null : step.undo;
  return (
    <li>
      <p class="step-title">
        {command === null ? <span class="effect">by hand</span> : <span class={`effect ${effect}`}>{effect}</span>}
        <Shown text={title} />
      </p>
      {command !== null && <CodeBlock code={command} label="the command" />}
      {isUndoneBelow && <p class="muted small">Undone by a step under Undo.</p>}
      {undo !== null && (
        <details>
          <summary class="small">How to undo it</summary>
          <CodeBlock code={undo} label="the command that undoes it" />
        </details>
      )}
    </li>
  );
}
