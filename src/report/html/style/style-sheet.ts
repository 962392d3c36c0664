import { ALERT_STYLE } from "./alert-style.ts";
import { BASE_STYLE } from "./base-style.ts";
import { HEADER_STYLE } from "./header-style.ts";
import { DARK, LIGHT, type Palette } from "./palette.ts";
import { PARTS_STYLE } from "./parts-style.ts";
import { PLOT_STYLE } from "./plot-style.ts";
import { PRINT_STYLE } from "./print-style.ts";

/** The whole style sheet of a report. Dark when the reader's system is, and always light on paper. */
export function styleSheet(): string {
  const sheets = [BASE_STYLE, HEADER_STYLE, ALERT_STYLE, PARTS_STYLE, PLOT_STYLE];
  return [
    `:root{color-scheme:light dark;${properties(LIGHT)}}`,
    `@media screen and (prefers-color-scheme:dark){:root{${properties(DARK)}}}`,
    ...sheets.map(compact),
    `@media print{${compact(PRINT_STYLE)}}`,
  ].join("\n");
}

function properties(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");
}

function compact(css: string): string {
  return css.replace(/\s*\n\s*/g, "\n").trim();
}
