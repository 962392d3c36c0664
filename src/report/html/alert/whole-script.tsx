import type { JSX } from "preact";
import type { Alert } from "../../../alert/alert.ts";
import { respondScript } from "../../../alert/respond/script.ts";
import { CodeBlock } from "../text/code-block.tsx";

interface Props {
  readonly alert: Alert;
  /** Characters; a longer script is left out. */
  readonly most: number;
}

/** The response as one script to copy. */
export function WholeScript({ alert, most }: Props): JSX.Element {
  const script = respondScript(alert);
  if (script.length > most) {
    return <p class="muted small">All steps as one script would not fit into a report of so many alerts.</p>;
  }
  return (
    <details class="raw-events">
      <summary>The whole script</summary>
      <p class="muted small">
        Saved as respond.sh: <code>bash respond.sh</code> lists the steps and does nothing,{" "}
        <code>PROFILE=ir bash respond.sh confirm_1</code> runs one.
      </p>
      <CodeBlock code={script} label="the whole script" />
    </details>
  );
}
