import { readdir } from "node:fs/promises";
import type { ReadRuleFiles } from "../../rule/read-rule-files.ts";
import { contentOf, createObserver, type Observed } from "./observe-files.ts";
import { sha256 } from "./sha256.ts";
import { type Signature, signatureOf } from "./signature.ts";

/** What two looks agree on. */
export interface Seen {
  readonly observed: ReadonlyMap<string, Observed>;
  /** Equal when the same was seen. */
  readonly key: string;
  /** A second look has to confirm something. */
  readonly waiting: boolean;
}

/** `expected`: paths that were there. `at`: epoch ms. */
export type LookAtFiles = (expected: readonly string[], at: number) => Promise<Seen>;

/** ms: what changed so recently may change again without another time of change. */
const RECENT = 2_000;

/** Looks at files again and again. Those that the file system says are as they were are not read. */
export function filesAt(
  paths: readonly string[],
  read: (paths: readonly string[]) => Promise<ReadRuleFiles>,
): LookAtFiles {
  const observe = createObserver();
  let last: { readonly signature: string; readonly seen: Seen } | null = null;
  return async (expected, at) => {
    const signature = await signatureOf(paths);
    if (last?.signature === signature.text) return last.seen;
    const found = await read(paths);
    const observed = observe({ read: found, expected, emptied: await readableFolders(paths, found), at });
    const seen = describe(observed);
    last = isAtRest(signature, observed) ? { signature: signature.text, seen } : null;
    return seen;
  };
}

/** Of the given paths, those that something is said about although they are folders that can be read: they have no rule file. */
async function readableFolders(paths: readonly string[], found: ReadRuleFiles): Promise<ReadonlySet<string>> {
  const said = new Set(found.diagnostics.map(({ source }) => source.name));
  const readable = new Set<string>();
  for (const path of paths) {
    if (!said.has(path)) continue;
    const names = await readdir(path).catch(() => null);
    if (names) readable.add(path);
  }
  return readable;
}

function describe(observed: ReadonlyMap<string, Observed>): Seen {
  const contents = [...observed].map(([path, one]) => [path, contentOf(one)]).sort();
  const waiting = [...observed.values()].some(({ kind }) => kind === "waiting");
  return { observed, key: sha256(JSON.stringify(contents)), waiting };
}

/** Time alone does not change what is seen, and no change can hide behind the one that is known. */
function isAtRest({ newest }: Signature, observed: ReadonlyMap<string, Observed>): boolean {
  const isPassing = ({ kind }: Observed): boolean => kind === "waiting" || kind === "missing" || kind === "gone";
  return Math.abs(Date.now() - newest) > RECENT && ![...observed.values()].some(isPassing);
}
