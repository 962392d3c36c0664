import { safeJson } from "../alert/format/safe-json.ts";
import { isoTime } from "../alert/iso-time.ts";
import type { AlertPageAnswer, ApiClient } from "../api/client.ts";
import { storedAlertTable } from "./alerts-table.ts";
import { type OpenLocal, withApi } from "./api-connect.ts";
import { EXIT } from "./exit-code.ts";
import { timeRange } from "./time-argument.ts";

export interface AlertsListOptions {
  readonly data: string;
  readonly state?: readonly string[];
  readonly severity?: string;
  readonly rule?: readonly string[];
  readonly assignee?: string;
  readonly unassigned?: true;
  readonly from?: string;
  readonly to?: string;
  readonly q?: string;
  readonly include?: readonly string[];
  readonly sort: string;
  readonly order: string;
  readonly limit: number;
  readonly cursor?: string;
  readonly format: "table" | "json" | "ndjson";
}

/** `trailhound alerts list`: see docs/alerts-list.md. */
export async function runAlertsList(options: AlertsListOptions, openLocal: OpenLocal): Promise<void> {
  const filters = filtersOf(options, Date.now());
  const page = await withApi({ directory: options.data, access: "read", openLocal }, (client) =>
    readPages(client, filters, options),
  );
  process.stdout.write(shown(page, options.format));
  if (page.next !== null && options.format !== "json") process.stderr.write(`There are more: --cursor ${page.next}\n`);
  process.exitCode = EXIT.done;
}

type Parameters = readonly (readonly [string, string])[];

function filtersOf(options: AlertsListOptions, now: number): Parameters {
  const { state = [], severity, rule = [], assignee, unassigned, q, include = [], sort, order } = options;
  const { from, to } = timeRange(options, now);
  const given = (name: string, value: string | null | undefined): Parameters => (value == null ? [] : [[name, value]]);
  return [
    ...state.flatMap((each) => given("state", each)),
    ...given("severity", severity),
    ...rule.flatMap((each) => given("rule", each)),
    ...given("assignee", unassigned ? "" : assignee),
    ...given("from", from === null ? null : isoTime(from)),
    ...given("to", to === null ? null : isoTime(to)),
    ...given("q", q),
    ...include.flatMap((each) => given("include", each)),
    ["sort", sort],
    ["order", order],
  ];
}

const LONGEST_PAGE = 500;

/** As many pages as the limit takes. */
async function readPages(client: ApiClient, filters: Parameters, options: AlertsListOptions): Promise<AlertPageAnswer> {
  const alerts: AlertPageAnswer["alerts"][number][] = [];
  let cursor: string | null = options.cursor ?? null;
  do {
    const limit = String(Math.min(LONGEST_PAGE, options.limit - alerts.length));
    const page: AlertPageAnswer = await client.alerts([
      ...filters,
      ["limit", limit],
      ...(cursor === null ? [] : [["cursor", cursor] as const]),
    ]);
    alerts.push(...page.alerts);
    cursor = page.next;
  } while (cursor !== null && alerts.length < options.limit);
  return { alerts, next: cursor };
}

function shown(page: AlertPageAnswer, format: AlertsListOptions["format"]): string {
  if (format === "json") return `${safeJson(page, 2)}\n`;
  if (format === "ndjson") return page.alerts.map((each) => `${safeJson(each)}\n`).join("");
  const { isTTY, columns } = process.stdout;
  return storedAlertTable(page.alerts, { width: isTTY ? columns : 100, colour: isTTY === true });
}
