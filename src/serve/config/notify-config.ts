import type { ChannelConfig, RouteConfig } from "../../notify/config.ts";
import { type Diagnostic, hasErrors } from "../../source/diagnostic.ts";
import { channelOf, routeOf } from "./channels.ts";
import { checkChannel, checkNames } from "./check-notify.ts";
import type { FileConfig } from "./file-schema.ts";
import { optionPlace } from "./option-place.ts";
import { diagnosticAt, type Places } from "./places.ts";
import type { SecretReader } from "./read-secrets.ts";

/** Whom to tell. */
export interface NotifyConfig {
  readonly channels: readonly ChannelConfig[];
  readonly routes: readonly RouteConfig[];
  readonly diagnostics: readonly Diagnostic[];
}

const STDOUT = "stdout";

/** `--notify stdout` adds a channel of that name, unless it is there, and a route that takes every alert to it. */
export async function notifyOf(
  { channels: written = [], routes: writtenRoutes = [] }: FileConfig,
  toStdout: boolean,
  secrets: SecretReader,
  places: Places,
): Promise<NotifyConfig> {
  const channels: ChannelConfig[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [at, each] of written.entries()) {
    const before = secrets.diagnostics.length;
    const channel = await channelOf(each, ["channels", at], secrets);
    channels.push(channel);
    // Without its secrets nothing more can be said about it.
    if (!hasErrors(secrets.diagnostics.slice(before))) diagnostics.push(...checkChannel(channel, at, places));
  }
  const routes = writtenRoutes.map(routeOf);
  const added = toStdout ? stdoutBeside(channels, routes) : NOTHING;
  const alsoUsed = added.routes.flatMap(({ channels: to }) => to);
  diagnostics.push(...checkNames(channels, routes, alsoUsed, places), ...added.diagnostics);
  return { channels: [...channels, ...added.channels], routes: [...routes, ...added.routes], diagnostics };
}

const NOTHING: NotifyConfig = { channels: [], routes: [], diagnostics: [] };

function stdoutBeside(channels: readonly ChannelConfig[], routes: readonly RouteConfig[]): NotifyConfig {
  const same = channels.find(({ name }) => name === STDOUT);
  if (same && same.kind !== "stdout") {
    const message = `the file has a channel "${STDOUT}" of the kind ${same.kind}: give it another name`;
    return {
      ...NOTHING,
      diagnostics: [diagnosticAt(optionPlace("--notify", STDOUT), "error", "duplicate-id", message)],
    };
  }
  const takesAll = routes.some(
    ({ channels: to, severity, rules, tags }) => to.includes(STDOUT) && !severity && !rules && !tags,
  );
  return {
    channels: same ? [] : [{ kind: "stdout", name: STDOUT }],
    routes: takesAll ? [] : [{ channels: [STDOUT] }],
    diagnostics: [],
  };
}
