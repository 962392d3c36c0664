import { GROWTH_OF_RULES, keys, sizes } from "../keys.ts";
import { megabytes, shortCount } from "../report/number-text.ts";
import type { CommandResult, Results } from "../report/results.ts";
import type { Spread } from "../statistics.ts";
import { type Axis, linearAxis, logAxis } from "./axis.ts";
import { element } from "./element.ts";
import { type Curve, drawPanel, type Limit, PANEL, type Panel, type Point } from "./panel.ts";
import { STYLE } from "./style.ts";

const GIGABYTE = 1e9;
const X_ROOM = 0.12;
/** Holds the names of the curves as well. */
const Y_ROOM = 0.35;
const DESCRIPTION =
  "Wall time and peak memory of trailhound scan by number of events and by number of rules, with zcat of the same files";

/** Time and memory by events and by rules as a self-contained SVG, two panels by two. Points that could not be measured are left out. */
export function growthPlot(results: Results): string {
  const panels = [timeByEvents, memoryByEvents, timeByRules, memoryByRules].map((make) => make(results));
  const drawn = panels.map((panel, index) => {
    const at = `translate(${(index % 2) * PANEL.width} ${Math.floor(index / 2) * PANEL.height})`;
    return element("g", { transform: at }, panel.curves.some(hasPoints) ? drawPanel(panel) : "");
  });
  const [width, height] = [2 * PANEL.width, 2 * PANEL.height];
  const svg = { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, role: "img" };
  const page = element("rect", { class: "page", width, height, rx: 6 });
  const content = [element("title", {}, DESCRIPTION), element("style", {}, STYLE), page, ...drawn];
  return `${element("svg", svg, `\n${content.join("\n")}\n`)}\n`;
}

function hasPoints({ points }: Curve): boolean {
  return points.length > 0;
}

function timeByEvents(results: Results): Panel {
  const all = sizes.growth(results.events);
  const curves: Curve[] = [
    { kind: "scan", label: "scan, built-in rules", points: points(results, all, keys.scan, wallOf) },
    { kind: "zcat", label: "zcat", points: points(results, all, keys.zcat, wallOf) },
  ];
  return { title: "Time by events", ...byEvents(all), ...timeAxis(curves), curves };
}

function memoryByEvents(results: Results): Panel {
  const all = sizes.growth(results.events);
  const curves: Curve[] = [{ kind: "scan", label: "", points: points(results, all, keys.scan, memoryOf) }];
  return { title: "Peak memory by events", ...byEvents(all), ...memoryAxis(curves), curves };
}

function timeByRules(results: Results): Panel {
  const zcat = (): string => keys.zcat(results.events);
  const curves: Curve[] = [
    { kind: "scan", label: "scan", points: points(results, GROWTH_OF_RULES, keys.rules, wallOf) },
    { kind: "zcat", label: "zcat", points: points(results, GROWTH_OF_RULES, zcat, wallOf) },
  ];
  const title = `Time by rules, ${shortCount(results.events)} events`;
  return { title, ...byRules(), ...timeAxis(curves), curves };
}

function memoryByRules(results: Results): Panel {
  const curves: Curve[] = [{ kind: "scan", label: "", points: points(results, GROWTH_OF_RULES, keys.rules, memoryOf) }];
  const title = `Peak memory by rules, ${shortCount(results.events)} events`;
  return { title, ...byRules(), ...memoryAxis(curves), curves };
}

function wallOf({ wall }: CommandResult): Spread {
  return wall;
}

function memoryOf({ memory }: CommandResult): Spread | null {
  return memory;
}

function points(
  { commands }: Results,
  values: readonly number[],
  key: (value: number) => string,
  of: (result: CommandResult) => Spread | null,
): Point[] {
  return values.flatMap((x) => {
    const result = commands[key(x)];
    const y = result === undefined ? null : of(result);
    return y === null ? [] : [{ x, y }];
  });
}

type XAxis = Pick<Panel, "xName" | "xAxis" | "xText">;
type YAxis = Pick<Panel, "yAxis" | "yText" | "limit">;

function byEvents(all: readonly number[]): XAxis {
  return { xName: "events", xAxis: logAxis(all, X_ROOM), xText: shortCount };
}

function byRules(): XAxis {
  return { xName: "rules of mixed kinds", xAxis: logAxis(GROWTH_OF_RULES, X_ROOM), xText: shortCount };
}

function timeAxis(curves: readonly Curve[]): YAxis {
  return { yAxis: axisOf(curves, (values) => logAxis(values, Y_ROOM)), yText: (seconds) => `${shortCount(seconds)} s` };
}

function memoryAxis(curves: readonly Curve[]): YAxis {
  const limit: Limit = { label: "1 GB", y: GIGABYTE };
  return { yAxis: axisOf(curves, (values) => linearAxis([...values, GIGABYTE])), yText: megabytes, limit };
}

function axisOf(curves: readonly Curve[], make: (values: readonly number[]) => Axis): Axis {
  const values = curves.flatMap((each) => each.points.flatMap(({ y }) => [y.least, y.most]));
  return make(values.length === 0 ? [1] : values);
}
