import { dirname } from "node:path";
import { type Diagnostic, hasErrors } from "../../source/diagnostic.ts";
import { checkConfig } from "./check-config.ts";
import { noConfigFile, readConfigFile } from "./config-file.ts";
import { mergeConfig } from "./merge-config.ts";
import { notifyOf } from "./notify-config.ts";
import type { Overrides } from "./overrides.ts";
import { readOverrides } from "./read-overrides.ts";
import { secretReader } from "./read-secrets.ts";
import type { ServeConfig } from "./serve-config.ts";

/** `config` is null exactly when a diagnostic is an error. */
export interface LoadedConfig {
  readonly config: ServeConfig | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the configuration file (null: there is none) and what the command line says beside it. Relative paths of the file are relative to it. Never throws for
 * what they say. No diagnostic shows a secret. `env`: where `{env: NAME}` looks.
 */
export async function loadConfig(
  path: string | null,
  overrides: Overrides,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<LoadedConfig> {
  const file = path === null ? noConfigFile() : await readConfigFile(path);
  const given = readOverrides(overrides);
  const said = [...file.diagnostics, ...given.diagnostics];
  if (file.values === null) return { config: null, diagnostics: said };
  const folder = path === null ? "." : dirname(path);
  const secrets = secretReader(folder, env, file.places);
  const notify = await notifyOf(file.values, given.notifiesStdout, secrets, file.places);
  const config = mergeConfig({ values: file.values, places: file.places, folder, given, notify });
  const checked = checkConfig(config, file.values, given, file.places);
  const diagnostics = [...said, ...secrets.diagnostics, ...notify.diagnostics, ...checked];
  return { config: hasErrors(diagnostics) ? null : config, diagnostics };
}
