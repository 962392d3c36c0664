import { isIP } from "node:net";
import { isPrintable } from "../alert/printable.ts";
import { SEVERITIES } from "../rule/rule.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import type { ChannelConfig, RouteConfig, SlackConfig, SmtpConfig, SnsConfig, WebhookConfig } from "./config.ts";
import { refusal } from "./http/address.ts";
import { NotifyError } from "./notify-error.ts";

/** Throws a NotifyError for channels that could never work, or not safely. */
export function checkChannels(channels: readonly ChannelConfig[]): void {
  const names = new Set<string>();
  for (const channel of channels) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(channel.name))
      throw new NotifyError(`the channel name ${JSON.stringify(channel.name)} is not 1 to 64 of A-Z a-z 0-9 . _ -`);
    if (names.has(channel.name)) throw new NotifyError(`two channels have the name "${channel.name}"`);
    names.add(channel.name);
    for (const problem of problemsOf(channel)) throw new NotifyError(`channel "${channel.name}": ${problem}`);
  }
}

/** Throws a NotifyError for a route to a channel that is not there, or that can match nothing. */
export function checkRoutes(routes: readonly RouteConfig[], channels: readonly string[]): void {
  for (const [at, route] of routes.entries()) {
    const problem = routeProblem(route, channels);
    if (problem !== null) throw new NotifyError(`route ${at + 1}: ${problem}`);
  }
}

function routeProblem(route: RouteConfig, channels: readonly string[]): string | null {
  const unknown = route.channels.find((name) => !channels.includes(name));
  if (unknown !== undefined) {
    const guess = didYouMean(unknown, channels);
    return `there is no channel ${JSON.stringify(unknown)}${guess === undefined ? "" : `; ${guess}`}`;
  }
  if (route.channels.length === 0) return "it names no channel";
  if (route.severity !== undefined && !SEVERITIES.includes(route.severity)) return "its severity is none";
  if (route.rules?.length === 0 || route.tags?.length === 0) return "an empty list of rules or tags matches nothing";
  if (!isCount(route.digestOver ?? 0)) return "digestOver is a number of notices, 0 or more";
  if (!isDuration(route.digestWindow ?? 1)) return "digestWindow is a duration above 0";
  return null;
}

function isCount(number: number): boolean {
  return Number.isSafeInteger(number) && number >= 0;
}

/** Longer ones overflow timers. */
const LONGEST = 2 ** 31 - 1;

function isDuration(ms: number): boolean {
  return isCount(ms) && ms > 0 && ms <= LONGEST;
}

function* problemsOf(channel: ChannelConfig): Generator<string> {
  if (!isDuration(channel.timeout ?? 1)) yield "its timeout is not a duration above 0";
  switch (channel.kind) {
    case "webhook":
      yield* webhookProblems(channel);
      break;
    case "slack":
      yield* urlProblems(channel);
      break;
    case "sns":
      yield* snsProblems(channel);
      break;
    case "smtp":
      yield* smtpProblems(channel);
      break;
    case "stdout":
      break;
  }
}

function* webhookProblems(channel: WebhookConfig): Generator<string> {
  yield* urlProblems(channel);
  if (channel.secret === "") yield "its secret is empty";
  for (const [name, value] of Object.entries(channel.headers ?? {})) {
    if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) yield `${JSON.stringify(name)} is no name of a header`;
    if (OWN_HEADERS.has(name.toLowerCase())) yield `the header ${name} is trailhound's own`;
    if (!/^[\x20-\x7e\t]*$/.test(value)) yield `the value of the header ${name} is not printable ASCII`;
  }
}

const OWN_HEADERS = new Set([
  "host",
  "connection",
  "content-type",
  "content-length",
  "content-encoding",
  "transfer-encoding",
  "te",
  "trailer",
  "upgrade",
  "expect",
  "user-agent",
  "idempotency-key",
  "x-trailhound-timestamp",
  "x-trailhound-signature",
]);

/** The URL may be a secret: it is never repeated. */
function* urlProblems({ url: text, allowPrivate = false }: WebhookConfig | SlackConfig): Generator<string> {
  if (!URL.canParse(text)) {
    yield "its url is no URL";
    return;
  }
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") yield "its url is not https:";
  if (url.protocol === "http:" && !allowPrivate) yield "its url is http:, which only allow_private allows";
  if (url.username !== "" || url.password !== "") yield "its url has a user or password in it; use headers";
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const address = /^(?:.*\.)?localhost\.?$/.test(host) ? "127.0.0.1" : host;
  const why = isIP(address) === 0 ? null : refusal(address, allowPrivate);
  if (why !== null) yield why;
}

function* snsProblems({ topicArn, endpoint }: SnsConfig): Generator<string> {
  if (!/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}(?:\.fifo)?$/.test(topicArn))
    yield "its topic ARN is not arn:aws:sns:REGION:ACCOUNT:NAME";
  if (endpoint !== undefined && !/^https?:/.test(URL.canParse(endpoint) ? new URL(endpoint).protocol : ""))
    yield "its endpoint is no http: or https: URL";
}

function* smtpProblems(channel: SmtpConfig): Generator<string> {
  const { host, port, security, user, password, from, to } = channel;
  if (host === "" || !isPrintable(host) || /[\s/@]/.test(host)) yield "its host is no host";
  if (!Number.isInteger(port) || port < 1 || port > 65_535) yield "its port is not 1 to 65535";
  if ((user === undefined) !== (password === undefined)) yield "it has one of user and password, not both";
  if (security === "none" && password !== undefined)
    yield "a password would be sent in clear text: use tls or starttls";
  if (to.length === 0) yield "it has nobody to write to";
  for (const address of [from, ...to])
    if (!isAddress(address)) yield `${JSON.stringify(address)} is not an address, nor Name <address>`;
}

function isAddress(text: string): boolean {
  const plain = /^(?:[^<>",;:@\\]{1,100} <)?[^\s<>",;:@()\\[\]]{1,64}@[A-Za-z0-9.-]{1,255}>?$/;
  return isPrintable(text) && plain.test(text) && text.includes("<") === text.endsWith(">");
}
