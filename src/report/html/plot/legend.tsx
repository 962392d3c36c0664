import type { JSX } from "preact";

export interface LegendItem {
  /** How it is drawn in the plot. */
  readonly mark: "bars" | "hot" | "window" | "bound" | "unseen" | "seen";
  readonly text: string;
}

/** What the marks of a plot mean. */
export function Legend({ items }: { readonly items: readonly LegendItem[] }): JSX.Element {
  return (
    <ul class="legend">
      {items.map(({ mark, text }) => (
        <li key={mark}>
          <svg width="14" height="12" aria-hidden="true">
            {mark === "bound" || mark === "seen" ? (
              <line class={mark} x1="0" x2="14" y1="6" y2="6" />
            ) : (
              <rect class={mark} x="1.5" y="1.5" width="11" height="9" />
            )}
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
