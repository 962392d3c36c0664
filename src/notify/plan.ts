import type { Alert } from "../alert/alert.ts";
import type { Severity } from "../rule/rule.ts";
import type { Notice } from "./channel.ts";
import type { RouteConfig } from "./config.ts";
import { noticeKey } from "./notice-key.ts";
import { rankOf } from "./severity-rank.ts";

/** An alert of a batch as it is after it. */
export interface ChangedAlert {
  readonly thread: string;
  readonly alert: Alert;
  /** A suppression keeps it from being told. */
  readonly suppressed?: boolean;
}

export interface Changes {
  readonly opened: readonly ChangedAlert[];
  readonly revised: readonly ChangedAlert[];
}

/** The highest severity that a channel was told, or is about to be told, of a thread; null: nothing. See `toldLevels`. */
export type Told = (thread: string, channel: string) => Severity | null;

/**
 * What is to be told after a batch: one notice for each channel that was told nothing of the thread, one for each rise above what it was
 * told. So an alert that is no longer suppressed, or that a rise brings under a route, opens there. Suppressed alerts give none. Of a
 * thread that stands there twice the last, with revisions after openings, counts.
 */
export function planNotices(changes: Changes, routes: readonly RouteConfig[], told: Told): readonly Notice[] {
  const last = new Map([...changes.opened, ...changes.revised].map((each) => [each.thread, each]));
  return [...last.values()].flatMap((changed) => (changed.suppressed ? [] : noticesOf(changed, routes, told)));
}

function noticesOf({ thread, alert }: ChangedAlert, routes: readonly RouteConfig[], told: Told): readonly Notice[] {
  const { severity } = alert.rule;
  return channelsFor(alert, routes).flatMap((channel): readonly Notice[] => {
    const before = told(thread, channel);
    if (before !== null && rankOf(severity) <= rankOf(before)) return [];
    const said = { thread, channel, kind: before === null ? "opened" : "severity", severity } as const;
    return [{ key: noticeKey(said), alert: alert.id, ...said }];
  });
}

/** Each once, in the order of the routes. */
function channelsFor({ rule }: Alert, routes: readonly RouteConfig[]): readonly string[] {
  return [...new Set(routes.filter((route) => matches(rule, route)).flatMap(({ channels }) => channels))];
}

function matches(rule: Alert["rule"], { severity, rules, tags }: RouteConfig): boolean {
  if (severity !== undefined && rankOf(rule.severity) < rankOf(severity)) return false;
  if (rules !== undefined && !rules.includes(rule.id) && !rules.includes(rule.name)) return false;
  return tags === undefined || tags.some((tag) => rule.tags.includes(tag));
}
