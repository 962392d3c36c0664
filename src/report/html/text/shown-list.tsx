import type { JSX } from "preact";
import { Shown } from "./shown.tsx";

/** Texts from outside, one a line. */
export function ShownList({
  texts,
  class: name = "plain",
}: {
  readonly texts: readonly string[];
  readonly class?: string;
}): JSX.Element {
  return (
    <ul class={name}>
      {texts.map((text) => (
        <li key={text}>
          <Shown text={text} mono />
        </li>
      ))}
    </ul>
  );
}
