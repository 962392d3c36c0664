import type { ComponentChildren, JSX } from "preact";

export interface Pair {
  readonly label: string;
  readonly value: ComponentChildren;
}

/** A list of facts: label and value. */
export function Pairs({ pairs }: { readonly pairs: readonly Pair[] }): JSX.Element {
  return (
    <dl class="pairs">
      {pairs.map(({ label, value }, index) => (
        <>
          <dt key={`${index}-label`}>{label}</dt>
          <dd key={`${index}-value`}>{value}</dd>
        </>
      ))}
    </dl>
  );
}
