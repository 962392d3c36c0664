import { expect, test } from "vitest";
import { GROWTH_OF_RULES, keys, sizes } from "../../bench/keys.ts";
import { linearAxis, logAxis } from "../../bench/plot/axis.ts";
import { element, escaped } from "../../bench/plot/element.ts";
import { growthPlot } from "../../bench/plot/growth-plot.ts";
import { EVENTS, measured, results, series } from "./results.ts";

/** Checks that tags nest and attributes are quoted; gives the names of the elements. Enough for what `element` can write. */
function wellFormed(svg: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  const rest = svg.replace(
    /<(\/?)([a-z]+)((?: [a-zA-Z0-9-]+="[^"<&]*(?:&(?:amp|lt|gt|quot);[^"<&]*)*")*)(\/?)>/g,
    (_, end, name, _attributes, empty) => {
      if (end === "/") expect(open.pop()).toBe(name);
      else {
        names.push(name);
        if (empty === "") open.push(name);
      }
      return "";
    },
  );
  expect(open).toEqual([]);
  expect(rest).not.toContain("<");
  return names;
}

function grown() {
  const of = measured();
  const more = new Map(of.series);
  for (const events of sizes.growth(EVENTS)) {
    more.set(keys.scan(events), series([events / 2e5, events / 1e5], 4e8 + events * 10));
    more.set(keys.zcat(events), series([events / 2e5], null));
  }
  for (const count of GROWTH_OF_RULES) more.set(keys.rules(count), series([5 + count / 1000]));
  return results({ ...of, series: more });
}

test("the plot is well-formed, shows every point and follows the reader's colours", () => {
  const svg = growthPlot(grown());
  const names = wellFormed(svg);
  expect(names[0]).toBe("svg");
  // Scan and zcat, by events (5 points) and by rules (4); memory by both.
  expect(names.filter((name) => name === "circle")).toHaveLength(5 + 5 + 4 + 4 + 5 + 4);
  expect(names.filter((name) => name === "path")).toHaveLength(6);
  expect(svg).toContain("prefers-color-scheme: dark");
  expect(svg).not.toMatch(/NaN|Infinity|undefined|https?:(?!\/\/www\.w3\.org\/2000\/svg")/);
});

test("all points lie inside their panel", () => {
  const svg = growthPlot(grown());
  for (const [, x, y] of svg.matchAll(/<circle [^>]*cx="([^"]*)" cy="([^"]*)"/g)) {
    expect(Number(x)).toBeGreaterThan(0);
    expect(Number(x)).toBeLessThan(420);
    expect(Number(y)).toBeGreaterThan(0);
    expect(Number(y)).toBeLessThan(270);
  }
});

test("points that could not be measured are left out", () => {
  const svg = growthPlot(results({ series: new Map(), facts: {}, failures: new Map() }));
  expect(wellFormed(svg)).not.toContain("circle");
});

test("a logarithmic axis has its values inside, in order, and ticks at powers of ten", () => {
  const axis = logAxis([1e5, 1e7], 0.1);
  expect(axis.ticks).toEqual([1e5, 1e6, 1e7]);
  expect(axis.at(1e6) - axis.at(1e5)).toBeCloseTo(axis.at(1e7) - axis.at(1e6));
  expect(axis.at(1e5)).toBeGreaterThan(0);
  expect(axis.at(1e7)).toBeLessThan(1);
  expect(logAxis([2, 30], 0).ticks).toEqual([2, 5, 10, 20]);
  expect(logAxis([7], 0.1).ticks.length).toBeGreaterThan(1);
});

test("a linear axis begins at nought", () => {
  const axis = linearAxis([300, 1000]);
  expect(axis.at(0)).toBe(0);
  expect(axis.ticks).toEqual([0, 500, 1000]);
  expect(axis.at(1000)).toBeLessThan(1);
});

test("text and attributes are escaped", () => {
  expect(element("text", { x: 1.25, title: `"<&` }, escaped("a<b&c"))).toBe(
    '<text x="1.3" title="&quot;&lt;&amp;">a&lt;b&amp;c</text>',
  );
});
