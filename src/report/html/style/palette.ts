/** Values of the custom properties of style sheets, as `#rrggbb`. */
export type Palette = Readonly<Record<ColourName, string>>;

export type ColourName =
  | "page"
  | "surface"
  | "sunken"
  | "ink"
  | "muted"
  | "line"
  | "link"
  | "bar"
  | "shade"
  | "mark"
  | `${"critical" | "high" | "medium" | "low" | "info"}${"" | "-ink"}`;

// The severities differ in lightness as well as in hue and always stand beside their name.
export const LIGHT: Palette = {
  page: "#f5f5f2",
  surface: "#ffffff",
  sunken: "#f0f1ee",
  ink: "#1b1f24",
  muted: "#565f69",
  line: "#d9dcd8",
  link: "#0a5a87",
  bar: "#76818d",
  shade: "#fbe6d3",
  mark: "#a83a06",
  critical: "#74103f",
  "critical-ink": "#ffffff",
  high: "#b13c08",
  "high-ink": "#ffffff",
  medium: "#eebc45",
  "medium-ink": "#2e2405",
  low: "#1b6296",
  "low-ink": "#ffffff",
  info: "#5c6570",
  "info-ink": "#ffffff",
};

export const DARK: Palette = {
  page: "#14171a",
  surface: "#1c2024",
  sunken: "#14171a",
  ink: "#e4e7ea",
  muted: "#a2abb4",
  line: "#363d44",
  link: "#7fc5ef",
  bar: "#8a95a1",
  shade: "#43301f",
  mark: "#f59a5c",
  critical: "#e678a8",
  "critical-ink": "#22040f",
  high: "#ee8a4c",
  "high-ink": "#241003",
  medium: "#f2cf6b",
  "medium-ink": "#2a2004",
  low: "#74b8e8",
  "low-ink": "#04151f",
  info: "#9aa4ae",
  "info-ink": "#0d1114",
};
