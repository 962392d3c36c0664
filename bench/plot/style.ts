import { DARK, LIGHT, type Palette } from "../../src/report/html/style/palette.ts";

function colours({ surface, ink, muted, line, link, mark, bar }: Palette): string {
  return `svg{--surface:${surface};--ink:${ink};--muted:${muted};--line:${line};--scan:${link};--zcat:${mark};--limit:${bar}}`;
}

/** The plot has its own background: a page may be dark where the reader's system is light. */
export const STYLE = [
  colours(LIGHT),
  `@media (prefers-color-scheme: dark){${colours(DARK)}}`,
  ".page{fill:var(--surface)}",
  "text{font:12px system-ui,-apple-system,'Segoe UI',sans-serif;fill:var(--muted)}",
  ".title{font-size:14px;font-weight:600;fill:var(--ink)}",
  ".grid{stroke:var(--line)}",
  ".line{fill:none;stroke-width:2}.spread{stroke-width:1.5}",
  ".scan{stroke:var(--scan)}.zcat{stroke:var(--zcat);stroke-dasharray:6 4}.limit{stroke:var(--limit);stroke-dasharray:2 3}",
  "circle.scan{fill:var(--scan)}circle.zcat{fill:var(--surface);stroke-dasharray:none}",
  "text.scan{fill:var(--scan);stroke:none}text.zcat{fill:var(--zcat);stroke:none}text.limit{fill:var(--muted);stroke:none}",
].join("\n");
