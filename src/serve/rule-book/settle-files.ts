import type { RuleFile } from "../../rule/loaded-rules.ts";
import { type Choice, chooseTexts, type Judge, type Texts } from "./choose-texts.ts";
import type { Observed } from "./observe-files.ts";
import { isInForce, rejectedProblems, unreadableProblem } from "./problems.ts";
import type { FileProblem } from "./rule-set.ts";

/** What is in force after a look. */
export interface Settled<T> {
  readonly texts: Texts;
  readonly value: T;
  readonly problems: readonly FileProblem[];
}

/** Takes of what was observed as much as goes together with what is in force. `isDue`: the same texts may be worth something else now. */
export function settleFiles<T>(
  observed: ReadonlyMap<string, Observed>,
  before: Settled<T>,
  judge: Judge<T>,
  isDue: boolean,
): Settled<T> {
  const inForce = before.texts;
  const changes = changesIn(observed, inForce);
  const isAsBefore = changes.size === 0 && !isDue;
  const choice = isAsBefore
    ? { texts: inForce, value: before.value, rejected: new Map() }
    : chooseTexts(inForce, changes, judge);
  const gone = new Set([...changes].filter(([, file]) => file === null).map(([path]) => path));
  const withheld = explainedByAbsence(choice, observed, changes, inForce, judge);
  const unreadable = unreadableIn(observed, choice.texts);
  /** A broken file stays broken while it is written anew. */
  const known = before.problems.filter(({ file }) => observed.get(file)?.kind === "waiting");
  return {
    texts: choice.texts,
    value: choice.value,
    problems: [...rejectedProblems(choice, gone, withheld), ...unreadable, ...known],
  };
}

/** Of a folder that cannot be read the folder is named, not every file. */
function unreadableIn(observed: ReadonlyMap<string, Observed>, inForce: Texts): readonly FileProblem[] {
  return [...observed].flatMap(([path, one]) => {
    const isNamed = one.kind === "unreadable" && one.error.source.name === path;
    const isBare = one.kind === "empty" && !isInForce(path, inForce);
    return isNamed || isBare ? [unreadableProblem(path, one.error, inForce)] : [];
  });
}

function changesIn(observed: ReadonlyMap<string, Observed>, inForce: Texts): ReadonlyMap<string, RuleFile | null> {
  const changes = new Map<string, RuleFile | null>();
  for (const [path, one] of observed) {
    if (one.kind === "text" && inForce.get(path)?.text !== one.file.text) changes.set(path, one.file);
    if (one.kind === "gone") changes.set(path, null);
  }
  return changes;
}

/** Which rejected files go in once the missing ones count as gone: a file that was moved is at two places for a while. */
function explainedByAbsence<T>(
  choice: Choice<T>,
  observed: ReadonlyMap<string, Observed>,
  changes: ReadonlyMap<string, RuleFile | null>,
  inForce: Texts,
  judge: Judge<T>,
): (file: string) => boolean {
  const missing = [...observed].filter(([, { kind }]) => kind === "missing").map(([path]) => [path, null] as const);
  if (choice.rejected.size === 0 || missing.length === 0) return () => false;
  const later = chooseTexts(inForce, new Map([...changes, ...missing]), judge);
  return (file) => !later.rejected.has(file);
}
