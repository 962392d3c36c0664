import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { LruCache } from "./lru-cache.ts";

/** ECS `user_agent` without `original`, as Elastic's user agent processor fills it. */
type AgentInfo = {
  readonly name: string;
  readonly version?: string;
  readonly device: { readonly name: string };
  readonly os?: { readonly name: string; readonly version?: string; readonly full?: string };
};

export type ParseAgent = (userAgent: string) => AgentInfo;

/** The expressions run over text that the caller of an API chose; what identifies a client stands at the front. */
const LONGEST_AGENT = 512;
const CACHED_AGENTS = 10_000;
const UNKNOWN = "Other";

const require = createRequire(import.meta.url);

interface Version {
  readonly major: string | null;
  readonly minor: string | null;
  readonly patch: string | null;
  readonly patchMinor?: string | null;
}

/**
 * Loads the expressions of uap-core (some hundred milliseconds, so only when a rule or an output asks for it; nothing is
 * downloaded) and gives a function that parses one user agent. It reads the first 512 characters and keeps the last 10,000
 * distinct answers. Elastic runs its own copy of these expressions; versions of four parts end after the third here.
 */
export async function loadAgentParser(): Promise<ParseAgent> {
  const [{ parse: parseYaml }, { default: makeParser }] = await Promise.all([import("yaml"), import("uap-ref-impl")]);
  const file = require.resolve("uap-core/regexes.yaml");
  const parser = makeParser(parseYaml(await readFile(file, "utf8")));
  const cache = new LruCache<AgentInfo>(CACHED_AGENTS);
  return (userAgent) => {
    const text = userAgent.slice(0, LONGEST_AGENT);
    return cache.get(text, () => {
      const { ua, os, device } = parser.parse(text);
      return agentInfo(ua, os, device.family);
    });
  };
}

function agentInfo(
  ua: Version & { readonly family: string },
  os: Version & { readonly family: string },
  device: string,
): AgentInfo {
  const version = versionOf(ua);
  return {
    name: ua.family,
    ...(version === undefined ? {} : { version }),
    device: { name: device },
    ...(os.family === UNKNOWN ? {} : { os: osInfo(os.family, versionOf(os)) }),
  };
}

function osInfo(name: string, version: string | undefined): NonNullable<AgentInfo["os"]> {
  return version === undefined ? { name } : { name, version, full: `${name} ${version}` };
}

/** The parts up to the first that is missing. */
function versionOf({ major, minor, patch, patchMinor }: Version): string | undefined {
  const parts: string[] = [];
  for (const part of [major, minor, patch, patchMinor]) {
    if (part === null || part === undefined || part === "") break;
    parts.push(part);
  }
  return parts.length === 0 ? undefined : parts.join(".");
}
