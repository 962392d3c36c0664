import type { JSX } from "preact";
import { printable } from "../../../alert/printable.ts";

interface Props {
  readonly code: string;
  /** What is copied, for people who cannot see the block: `the command`. */
  readonly label: string;
}

/** Longer code may scroll in its block, so the keyboard must reach it. */
const MAY_SCROLL = 1_500;

/** Lines to copy. What is shown is exactly what is copied. */
export function CodeBlock({ code, label }: Props): JSX.Element {
  return (
    <div class="code">
      <pre {...(code.length > MAY_SCROLL ? { tabIndex: 0 } : {})}>{code.split("\n").map(printable).join("\n")}</pre>
      <button type="button" class="copy" aria-label={`Copy ${label}`}>
        Copy
      </button>
    </div>
  );
}
