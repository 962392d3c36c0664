import { stringify } from "yaml";
import type { SourceSpec } from "../../ingest/sources/source-spec.ts";
import { sourceName } from "../../ingest/sources/source-spec.ts";
import type { ChannelConfig, RouteConfig } from "../../notify/config.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../util/duration.ts";
import { unreachable } from "../../util/invariant.ts";
import type { ServeConfig } from "./serve-config.ts";

const HIDDEN = "(secret)";

type Printed = Readonly<Record<string, unknown>>;

/** What `serve` would run with, as YAML with the keys of the file. Of secrets it says only that they are there. */
export function printConfig(config: ServeConfig): string {
  const { sources, poll, rules, builtin, includeDisabled, suppressions, mmdb, lateness, ruleLateness } = config;
  const { batch, memory, threads, listen, tokens, channels, routes } = config;
  return stringify({
    sources: sources.map(printSource),
    poll: durationText(poll),
    rules,
    builtin,
    include_disabled: includeDisabled,
    suppressions,
    mmdb,
    lateness: durationText(lateness),
    rule_lateness: new Map([...ruleLateness].map(([rule, late]) => [rule, durationText(late)])),
    batch: { files: batch.files, bytes: batch.bytes },
    memory,
    threads,
    listen: listen.host.includes(":") ? `[${listen.host}]:${listen.port}` : `${listen.host}:${listen.port}`,
    tokens: tokens.map(({ id, name, role }) => ({ id, name, role, hash: HIDDEN })),
    channels: channels.map(printChannel),
    routes: routes.map(printRoute),
  });
}

function printSource(spec: SourceSpec): string | Printed {
  if (spec.kind === "dir") return sourceName(spec);
  const { region, endpoint, maxObjectBytes } = spec;
  const aws = defined({ region, endpoint, max_object: maxObjectBytes });
  if (spec.kind === "s3") {
    const poll = defined({ poll: spec.pollInterval && durationText(spec.pollInterval) });
    return { s3: sourceName(spec), ...aws, ...poll, start: startText(spec.start) };
  }
  return { sqs: spec.url, ...aws, ...defined({ visibility: spec.visibility && durationText(spec.visibility) }) };
}

function startText(start: Extract<SourceSpec, { readonly kind: "s3" }>["start"]): string {
  if (start.kind === "ago") return start.ms === 0 ? "now" : `now-${durationText(start.ms)}`;
  return start.kind === "all" ? "all" : new Date(start.time).toISOString();
}

function printChannel(channel: ChannelConfig): Printed {
  const { name, kind, timeout } = channel;
  const base = { name, kind, ...defined({ timeout: timeout && durationText(timeout) }) };
  switch (channel.kind) {
    case "webhook": {
      const { url, allowPrivate, headers } = channel;
      const names = headers && Object.fromEntries(Object.keys(headers).map((header) => [header, HIDDEN]));
      const rest = defined({ allow_private: allowPrivate, headers: names });
      return { ...base, url: urlText(url), secret: HIDDEN, ...rest };
    }
    case "slack":
      return { ...base, url: HIDDEN, ...defined({ allow_private: channel.allowPrivate }) };
    case "sns": {
      const { topicArn, region, endpoint } = channel;
      return { ...base, topic_arn: topicArn, ...defined({ region, endpoint }) };
    }
    case "smtp": {
      const { host, port, security, user, password, from, to } = channel;
      const login = defined({ user, password: password && HIDDEN });
      return { ...base, host, port, security, ...login, from, to };
    }
    case "stdout":
      return base;
    default:
      return unreachable(channel);
  }
}

/** Paths of webhooks are often as good as passwords. */
function urlText(url: string): string {
  return URL.canParse(url) ? `${new URL(url).origin}/${HIDDEN}` : HIDDEN;
}

function printRoute({ digestOver, digestWindow, ...rest }: RouteConfig): Printed {
  return {
    ...rest,
    ...defined({ digest_over: digestOver, digest_window: digestWindow && durationText(digestWindow) }),
  };
}

/** In one unit, the largest that fits: as the file takes it. */
function durationText(ms: number): string {
  const units = [
    ["d", DAY],
    ["h", HOUR],
    ["m", MINUTE],
    ["s", SECOND],
  ] as const;
  const [unit, size] = units.find(([, each]) => ms >= each && ms % each === 0) ?? ["ms", 1];
  return `${ms / size}${unit}`;
}

function defined(given: Printed): Printed {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
