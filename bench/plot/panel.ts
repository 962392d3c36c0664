import type { Spread } from "../statistics.ts";
import type { Axis } from "./axis.ts";
import { element, escaped } from "./element.ts";

export interface Point {
  readonly x: number;
  readonly y: Pick<Spread, "median" | "least" | "most">;
}

export interface Curve {
  readonly kind: "scan" | "zcat";
  readonly label: string;
  readonly points: readonly Point[];
}

/** A value that should not be passed. */
export interface Limit {
  readonly label: string;
  readonly y: number;
}

export interface Panel {
  readonly title: string;
  readonly xName: string;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  readonly curves: readonly Curve[];
  readonly limit?: Limit;
  xText(value: number): string;
  yText(value: number): string;
}

/** Of the whole panel; the plot stands inside the margins. */
export const PANEL = { width: 420, height: 270 } as const;
const BOX = { left: 64, top: 38, right: PANEL.width - 14, bottom: PANEL.height - 44 } as const;

interface Place {
  x(value: number): number;
  y(value: number): number;
}

/** A panel whose upper left corner is at the origin. */
export function drawPanel(panel: Panel): string {
  const place: Place = {
    x: (value) => BOX.left + panel.xAxis.at(value) * (BOX.right - BOX.left),
    y: (value) => BOX.bottom - panel.yAxis.at(value) * (BOX.bottom - BOX.top),
  };
  return [
    element("text", { class: "title", x: BOX.left, y: 20 }, escaped(panel.title)),
    ...panel.xAxis.ticks.map((tick) => xTick(panel, place, tick)),
    ...panel.yAxis.ticks.map((tick) => yTick(panel, place, tick)),
    centred("text", (BOX.left + BOX.right) / 2, PANEL.height - 8, panel.xName),
    ...(panel.limit === undefined ? [] : [drawLimit(panel.limit, place)]),
    ...panel.curves.map((curve) => drawCurve(curve, place, otherAtEnd(curve, panel.curves))),
  ].join("\n");
}

function xTick({ xText }: Panel, place: Place, tick: number): string {
  const x = place.x(tick);
  const line = element("line", { class: "grid", x1: x, x2: x, y1: BOX.top, y2: BOX.bottom });
  return line + centred("text", x, BOX.bottom + 17, xText(tick));
}

function yTick({ yText }: Panel, place: Place, tick: number): string {
  const y = place.y(tick);
  const line = element("line", { class: "grid", x1: BOX.left, x2: BOX.right, y1: y, y2: y });
  const at = { x: BOX.left - 6, y: y + 4, "text-anchor": "end" };
  return line + element("text", at, escaped(yText(tick)));
}

function centred(name: string, x: number, y: number, text: string): string {
  return element(name, { x, y, "text-anchor": "middle" }, escaped(text));
}

function drawLimit({ label, y: value }: Limit, place: Place): string {
  const y = place.y(value);
  const line = element("line", { class: "line limit", x1: BOX.left, x2: BOX.right, y1: y, y2: y });
  return line + element("text", { class: "limit", x: BOX.left + 6, y: y - 5 }, escaped(label));
}

/** The end of another curve, to write this one's label on the side where that is not. */
function otherAtEnd(curve: Curve, curves: readonly Curve[]): number | undefined {
  return curves.find((each) => each !== curve)?.points.at(-1)?.y.median;
}

function drawCurve({ kind, label, points }: Curve, place: Place, other: number | undefined): string {
  const path = points.map(({ x, y }) => `${place.x(x).toFixed(1)} ${place.y(y.median).toFixed(1)}`).join("L");
  const marks = points.map(({ x, y }) => {
    const at = place.x(x);
    const bar = { class: `spread ${kind}`, x1: at, x2: at, y1: place.y(y.least), y2: place.y(y.most) };
    const dot = { class: `spread ${kind}`, cx: at, cy: place.y(y.median), r: 3.5 };
    return element("line", bar) + element("circle", dot);
  });
  const last = points.at(-1);
  if (last === undefined) return "";
  const below = last.y.median < (other ?? Number.NEGATIVE_INFINITY);
  const y = place.y(last.y.median) + (below ? 18 : -10);
  const name = element("text", { class: kind, x: BOX.right - 4, y, "text-anchor": "end" }, escaped(label));
  return element("path", { class: `line ${kind}`, d: `M${path}` }) + marks.join("") + name;
}
