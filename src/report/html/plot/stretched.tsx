import type { ComponentChildren, JSX } from "preact";
import { BOX } from "./paths.ts";

interface Props {
  /** Pixels. */
  readonly height: number;
  readonly top?: number;
  readonly children: ComponentChildren;
}

/** Path data in units of BOX, stretched to the full width of the plot around it. */
export function Stretched({ height, top = 0, children }: Props): JSX.Element {
  return (
    <svg
      x="0"
      y={top}
      width="100%"
      height={height}
      viewBox={`0 0 ${BOX.width} ${BOX.height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}
