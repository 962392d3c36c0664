import { checkChannels } from "../../notify/check-config.ts";
import type { ChannelConfig, RouteConfig } from "../../notify/config.ts";
import { NotifyError } from "../../notify/notify-error.ts";
import type { Diagnostic } from "../../source/diagnostic.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import { diagnosticAt, type Places } from "./places.ts";

/** Channels of one name, routes to channels that are not there, channels that no route uses. All of the file, but for `alsoUsed`: channels that others lead to. */
export function checkNames(
  channels: readonly { readonly name: string }[],
  routes: readonly RouteConfig[],
  alsoUsed: readonly string[],
  places: Places,
): readonly Diagnostic[] {
  const names = channels.map(({ name }) => name);
  const used = new Set([...routes.flatMap(({ channels: to }) => to), ...alsoUsed]);
  return [...sameNames(names, places), ...unknownNames(names, routes, places), ...unused(names, used, places)];
}

function sameNames(names: readonly string[], places: Places): readonly Diagnostic[] {
  return names.flatMap((name, at) => {
    const place = places.value(["channels", at, "name"]);
    const message = `two channels have the name ${JSON.stringify(name)}`;
    return names.indexOf(name) < at ? [diagnosticAt(place, "error", "duplicate-id", message)] : [];
  });
}

function unknownNames(names: readonly string[], routes: readonly RouteConfig[], places: Places): readonly Diagnostic[] {
  return routes.flatMap(({ channels }, at) =>
    channels.flatMap((name, i) => {
      if (names.includes(name)) return [];
      const place = places.value(["routes", at, "channels", i]);
      const message = `there is no channel ${JSON.stringify(name)}`;
      return [diagnosticAt(place, "error", "unknown-reference", message, didYouMean(name, names))];
    }),
  );
}

function unused(names: readonly string[], used: ReadonlySet<string>, places: Places): readonly Diagnostic[] {
  return names.flatMap((name, at) => {
    if (used.has(name)) return [];
    const message = `no route leads to the channel ${JSON.stringify(name)}: nobody is told on it`;
    return [diagnosticAt(places.value(["channels", at, "name"]), "warning", "no-effect", message)];
  });
}

/** What the channels themselves refuse: URLs, addresses, names of headers. */
export function checkChannel(channel: ChannelConfig, at: number, places: Places): readonly Diagnostic[] {
  try {
    checkChannels([channel]);
    return [];
  } catch (error) {
    if (!(error instanceof NotifyError)) throw error;
    return [diagnosticAt(places.value(["channels", at, "name"]), "error", "invalid-value", error.message)];
  }
}
