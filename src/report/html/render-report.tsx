import { renderToString } from "preact-render-to-string";
import { Page } from "./page.tsx";
import type { ReportData } from "./report-data.ts";
import { viewOf } from "./report-view.ts";

/** One HTML file that needs nothing else: no network, no other file. The same data gives the same bytes. */
export function renderReport(data: ReportData): string {
  return `<!doctype html>\n${renderToString(<Page view={viewOf(data)} />)}\n`;
}
