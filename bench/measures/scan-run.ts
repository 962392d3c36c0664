import { join } from "node:path";
import type { Logs } from "../data/simulated-logs.ts";
import { keys } from "../keys.ts";
import type { Run } from "../run.ts";
import type { Tools } from "../tools.ts";

/** Sizes above the base data are run less often: minutes each. */
const MOST_LARGE_RUNS = 3;

/** `scan` of the logs, alerts to a file. `more`: options. */
export function scanRun(tools: Tools, key: string, path: string, more: readonly string[] = []): Run {
  const summary = join(tools.scratch, `${key}.summary.json`);
  const alerts = join(tools.scratch, `${key}.alerts.ndjson`);
  const output = ["--format", "ndjson", "--out", alerts, "--summary", summary];
  return { key, summary, command: () => [...tools.trailhound, "scan", path, ...more, ...output] };
}

/** `scan` with the built-in rules and one `zcat` after the other over the same files. */
export function scanAndZcat(tools: Tools, logs: Logs, isLarge = false): Run[] {
  const find = `find '${logs.path.replaceAll("'", "'\\''")}' -name '*.json.gz' -print0`;
  const zcat: Run = {
    key: keys.zcat(logs.events),
    command: () => ["sh", "-c", `${find} | sort -z | xargs -0 zcat > /dev/null`],
  };
  const runs = [zcat, scanRun(tools, keys.scan(logs.events), logs.path)];
  return isLarge ? runs.map((run) => ({ ...run, most: MOST_LARGE_RUNS })) : runs;
}
