import type { JSX } from "preact";
import { printableShort } from "../../../alert/printable.ts";

const LONGEST = 1_000;

interface Props {
  readonly text: string;
  /** Most code points. */
  readonly most?: number;
  readonly mono?: boolean;
}

/** Text from outside: one line, invisible characters spelled out, kept apart from the direction of the text around it. */
export function Shown({ text, most = LONGEST, mono = false }: Props): JSX.Element {
  const shown = printableShort(text, most);
  return mono ? <code class="text">{shown}</code> : <span class="text">{shown}</span>;
}
