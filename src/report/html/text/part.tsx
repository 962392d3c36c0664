import type { ComponentChildren, JSX } from "preact";

interface Props {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly class?: string;
}

/** A part of an alert that is always in view. */
export function Part({ title, children, class: name }: Props): JSX.Element {
  return (
    <section class={name === undefined ? "part" : `part ${name}`}>
      <h4>{title}</h4>
      {children}
    </section>
  );
}

/** A part of an alert that opens when asked for. */
export function Fold({ title, children, class: name }: Props): JSX.Element {
  return (
    <details class={name === undefined ? "part" : `part ${name}`}>
      <summary>{title}</summary>
      <div>{children}</div>
    </details>
  );
}
