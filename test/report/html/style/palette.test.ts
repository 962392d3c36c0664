import { describe, expect, test } from "vitest";
import { type ColourName, DARK, LIGHT, type Palette } from "../../../../src/report/html/style/palette.ts";
import { styleSheet } from "../../../../src/report/html/style/style-sheet.ts";

const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;
const TEXT: readonly (readonly [ColourName, ColourName])[] = [
  ...(["ink", "muted", "link", "mark"] as const).flatMap((ink) =>
    (["page", "surface", "sunken"] as const).map((ground) => [ink, ground] as const),
  ),
  ["ink", "shade"],
  ["mark", "shade"],
  ...SEVERITIES.map((severity) => [`${severity}-ink`, severity] as const),
];
const MARKS: readonly (readonly [ColourName, ColourName])[] = [
  ["bar", "surface"],
  ["bar", "page"],
  ["mark", "surface"],
];

/** WCAG 2.2, "relative luminance". */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(palette: Palette, a: ColourName, b: ColourName): number {
  const [dark = 0, light = 0] = [luminance(palette[a]), luminance(palette[b])].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ["light", LIGHT],
  ["dark", DARK],
] as const)("%s", (_, palette) => {
  test.each(TEXT)("%s can be read on %s (AA)", (ink, ground) => {
    expect(contrast(palette, ink, ground)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(MARKS)("%s can be told from %s (AA)", (mark, ground) => {
    expect(contrast(palette, mark, ground)).toBeGreaterThanOrEqual(3);
  });
});

test("every property that the style sheet uses is defined", () => {
  const css = styleSheet();
  const used = new Set([...css.matchAll(/var\(--([a-z-]+)\)/g)].map(([, name = ""]) => name));
  const defined = new Set([...Object.keys(LIGHT), "tone", "tone-ink"]);
  expect([...used].filter((name) => !defined.has(name))).toEqual([]);
  expect(Object.keys(LIGHT).filter((name) => !used.has(name))).toEqual([]);
});

test("the style sheet is balanced and cannot end its element", () => {
  const css = styleSheet();
  expect(css.split("{").length).toBe(css.split("}").length);
  expect(css.includes("<")).toBe(false);
});
