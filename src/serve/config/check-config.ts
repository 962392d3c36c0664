import { checkListen } from "../../api/auth/listen.ts";
import { sourceName } from "../../ingest/sources/source-spec.ts";
import type { Diagnostic } from "../../source/diagnostic.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import type { FileConfig } from "./file-schema.ts";
import { optionPlace } from "./option-place.ts";
import { diagnosticAt, type Places } from "./places.ts";
import type { ReadOverrides } from "./read-overrides.ts";
import type { ServeConfig } from "./serve-config.ts";

/** What no single value shows to be wrong. */
export function checkConfig(
  config: ServeConfig,
  values: FileConfig,
  given: ReadOverrides,
  places: Places,
): readonly Diagnostic[] {
  return [
    ...sourceProblems(config, values.sources?.length ?? 0, given, places),
    ...tokenProblems(config, places),
    ...listenProblem(config, given, places),
  ];
}

function sourceProblems(
  { sources }: ServeConfig,
  inFile: number,
  given: ReadOverrides,
  places: Places,
): readonly Diagnostic[] {
  if (sources.length === 0 && !given.diagnostics.some(({ source }) => source.name === "--source")) {
    const message = "there is nothing to watch: expected `sources` in the configuration, or --source";
    return [diagnosticAt(places.value([]), "error", "missing-key", message)];
  }
  const names = sources.map(sourceName);
  return names.flatMap((name, at) => {
    if (names.indexOf(name) === at) return [];
    const place = at < inFile ? places.value(["sources", at]) : optionPlace("--source", name);
    return [diagnosticAt(place, "error", "duplicate-id", `the source ${name} is named twice`)];
  });
}

function tokenProblems({ tokens }: ServeConfig, places: Places): readonly Diagnostic[] {
  const ids = tokens.map(({ id }) => id);
  return ids.flatMap((id, at) => {
    const place = places.value(["tokens", at, "id"]);
    return ids.indexOf(id) < at ? [diagnosticAt(place, "error", "duplicate-id", `two tokens have the id ${id}`)] : [];
  });
}

/** Only loopback may be listened on without tokens. */
function listenProblem(config: ServeConfig, given: ReadOverrides, places: Places): readonly Diagnostic[] {
  const { listen, tokens } = config;
  const why = checkListen(listen, tokens);
  if (why === null) return [];
  const byOption = given.single.listen !== undefined;
  const place = byOption ? optionPlace("--listen", `${listen.host}:${listen.port}`) : places.value(["listen"]);
  return [diagnosticAt(place, "error", "invalid-value", why)];
}

/** Rules that the configuration names and that are not there: whoever wrote that expects it to do something. */
export function checkAgainstRules(
  { named }: Pick<ServeConfig, "named">,
  rules: readonly { readonly id: string; readonly name: string }[],
): readonly Diagnostic[] {
  const ids = new Set(rules.map(({ id }) => id));
  const all = new Set(rules.flatMap(({ id, name }) => [id, name]));
  return named.flatMap(({ rule, by, place }) => {
    const known = by === "id" ? ids : all;
    if (known.has(rule)) return [];
    const message = `there is no rule with the ${by} ${JSON.stringify(rule)}`;
    return [diagnosticAt(place, "error", "unknown-reference", message, didYouMean(rule, known))];
  });
}
