import type { JSX } from "preact";
import { numberText } from "../../count-text.ts";
import { percent } from "../plot/time-scale.ts";

export interface MeasureRow {
  readonly label: string;
  readonly value: number;
  readonly isHot: boolean;
}

/** Numbers of one unit beside bars of one scale. */
export function Measures({ measures }: { readonly measures: readonly MeasureRow[] }): JSX.Element {
  const highest = Math.max(...measures.map(({ value }) => value), Number.MIN_VALUE);
  return (
    <dl class="measures">
      {measures.map(({ label, value, isHot }) => (
        <>
          <dt key={`${label} name`}>{label}</dt>
          <dd class="amount" key={`${label} value`}>
            {numberText(value)}
          </dd>
          <dd key={`${label} bar`}>
            <svg width="100%" height="12" aria-hidden="true">
              <rect class={isHot ? "hot" : "bars"} width={percent(Math.max(0, value) / highest)} height="12" rx="1" />
            </svg>
          </dd>
        </>
      ))}
    </dl>
  );
}
