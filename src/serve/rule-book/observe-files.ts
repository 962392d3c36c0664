import { sep } from "node:path";
import type { RuleFile } from "../../rule/loaded-rules.ts";
import type { ReadRuleFiles } from "../../rule/read-rule-files.ts";
import type { Diagnostic } from "../../source/diagnostic.ts";
import { unreachable } from "../../util/invariant.ts";
import { sha256 } from "./sha256.ts";

/** ms: a file that is missing for so long has been removed on purpose. Editors take a file away only for a moment. */
export const GONE_AFTER = 5_000;

/**
 * `unreadable`: a file, or a folder with all that is below it. `empty`: a folder that can be read and has no rule file. `waiting`: not the same in two looks.
 * `missing`: not there in two looks, `gone`: so for GONE_AFTER.
 */
export type Observed =
  | { readonly kind: "text"; readonly file: RuleFile }
  | { readonly kind: "unreadable" | "empty"; readonly error: Diagnostic }
  | { readonly kind: "waiting" | "missing" | "gone" };

/** One look at the files. */
export interface Look {
  readonly read: ReadRuleFiles;
  /** Paths that were there. */
  readonly expected: readonly string[];
  /** Folders that can be read; what is said about them is that they have no rule file. */
  readonly emptied: ReadonlySet<string>;
  /** Epoch ms. */
  readonly at: number;
}

/** Takes in looks, one after the other: of each path that is there or expected what two looks agree on. */
export type Observer = (look: Look) => ReadonlyMap<string, Observed>;

export function createObserver(): Observer {
  let contents: ReadonlyMap<string, string> = new Map();
  let missingSince: ReadonlyMap<string, number> = new Map();
  return (look) => {
    const seen = filesOf(look);
    const absent = look.expected.filter((path) => !seen.has(path));
    const settled = new Map([...seen].map(([path, one]) => [path, settle(one, contents.get(path))]));
    for (const path of absent) settled.set(path, { kind: absence(missingSince.get(path), look.at) });
    contents = new Map([...seen].map(([path, one]) => [path, contentOf(one)]));
    missingSince = new Map(absent.map((path) => [path, Math.min(missingSince.get(path) ?? look.at, look.at)]));
    return settled;
  };
}

/** A file below a folder that cannot be read is not missing. */
function filesOf({ read, expected, emptied }: Look): ReadonlyMap<string, Observed> {
  const seen = new Map<string, Observed>();
  for (const error of read.diagnostics) {
    const path = error.source.name;
    seen.set(path, { kind: emptied.has(path) ? "empty" : "unreadable", error });
  }
  const unreadable = read.diagnostics.filter(({ source }) => !emptied.has(source.name));
  for (const file of read.files) seen.set(file.path, { kind: "text", file });
  for (const path of expected) {
    const error = seen.has(path) ? undefined : unreadable.find(({ source }) => path.startsWith(source.name + sep));
    if (error) seen.set(path, { kind: "unreadable", error });
  }
  return seen;
}

function settle(observed: Observed, before: string | undefined): Observed {
  return before === contentOf(observed) ? observed : { kind: "waiting" };
}

function absence(since: number | undefined, at: number): "waiting" | "missing" | "gone" {
  if (since === undefined) return "waiting";
  return at - since >= GONE_AFTER ? "gone" : "missing";
}

/** Equal when the same was seen. */
export function contentOf(observed: Observed): string {
  switch (observed.kind) {
    case "text":
      return `text:${sha256(observed.file.text)}`;
    case "unreadable":
    case "empty":
      return `${observed.kind}:${observed.error.message}`;
    case "waiting":
    case "missing":
    case "gone":
      return observed.kind;
    default:
      return unreachable(observed);
  }
}
