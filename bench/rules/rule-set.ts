import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { random } from "../../src/simulate/random.ts";
import { type DatadogKind, datadogRule } from "./datadog-rule.ts";
import { type ElasticKind, elasticRule } from "./elastic-rule.ts";

export interface RuleFile {
  /** Within the folder: `bench-00001.toml`. */
  readonly name: string;
  readonly text: string;
}

type Kind =
  | { readonly format: "elastic"; readonly kind: ElasticKind }
  | { readonly format: "datadog"; readonly kind: DatadogKind };

/** How many of a hundred rules. */
const MIX: readonly (readonly [share: number, kind: Kind])[] = [
  [50, { format: "elastic", kind: "query" }],
  [14, { format: "elastic", kind: "new_terms" }],
  [12, { format: "elastic", kind: "threshold" }],
  [12, { format: "datadog", kind: "threshold" }],
  [7, { format: "datadog", kind: "new_value" }],
  [5, { format: "datadog", kind: "anomaly_detection" }],
];

/**
 * Made-up rules of all methods in both formats, most of them about calls that the simulated logs do not have, a third about calls that
 * they do, some about no call at all. Rule n depends on `seed` and n alone, so a smaller set is the beginning of a larger one.
 */
export function ruleSet(count: number, seed = 1): RuleFile[] {
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    const choose = random(seed, "bench rule", number);
    const { format, kind } = pickKind(choose.int(100));
    const name = `bench-${String(number).padStart(5, "0")}`;
    return format === "elastic"
      ? { name: `${name}.toml`, text: elasticRule(kind, number, choose) }
      : { name: `${name}.json`, text: datadogRule(kind, number, choose) };
  });
}

function pickKind(drawn: number): Kind {
  let left = drawn;
  for (const [share, kind] of MIX) {
    if (left < share) return kind;
    left -= share;
  }
  throw new Error("bug: the shares do not make a hundred");
}

/** Writes the set into `folder`, which is emptied first. */
export async function writeRuleSet(folder: string, count: number, seed = 1): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const { name, text } of ruleSet(count, seed)) await writeFile(join(folder, name), text);
}
