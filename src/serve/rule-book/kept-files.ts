import type { ReadRuleFiles } from "../../rule/read-rule-files.ts";
import { chooseTexts, type Judged, type Texts } from "./choose-texts.ts";
import type { LastGood } from "./last-good.ts";
import { filesAt } from "./look-at-files.ts";
import { unsavedProblem } from "./problems.ts";
import type { FileProblem } from "./rule-set.ts";
import { type Settled, settleFiles } from "./settle-files.ts";

export interface KeptFilesOptions<T> {
  /** Absolute. */
  readonly paths: readonly string[];
  readonly read: (paths: readonly string[]) => Promise<ReadRuleFiles>;
  /** `now`: epoch ms. `before`: what is in force; null: nothing yet. */
  readonly judge: (texts: Texts, now: number, before: T | null) => Judged<T>;
  /** Epoch ms after which the same texts are to be judged again; null: never. */
  readonly due: (value: T) => number | null;
  readonly lastGood: LastGood;
  readonly now: () => number;
}

/** Files whose last good versions are in force. */
export interface KeptFiles<T> {
  value(): T;
  problems(): readonly FileProblem[];
  /** Looks at the files once. Looks must not overlap. */
  look(): Promise<LookResult>;
}

export interface LookResult {
  /** The value or the problems may differ now. */
  readonly changed: boolean;
  /** Something was seen that a second look has to confirm. */
  readonly waiting: boolean;
}

interface State<T> extends Settled<T> {
  /** Key of what was seen when it was settled. */
  readonly from: string | null;
  readonly unsaved: FileProblem | null;
}

/** Begins with the last good versions; the first looks take in what the files are now. */
export async function openKeptFiles<T>(options: KeptFilesOptions<T>): Promise<KeptFiles<T>> {
  const { paths, read, due, lastGood, now } = options;
  const lookAtFiles = filesAt(paths, read);
  let state = restored(options, await lastGood.load(paths));

  async function look(): Promise<LookResult> {
    const before = state;
    const at = now();
    const seen = await lookAtFiles([...state.texts.keys()], at);
    const isDue = (due(state.value) ?? at) < at;
    if (isDue || seen.key !== state.from) {
      const settled = settleFiles(seen.observed, state, (texts) => options.judge(texts, at, before.value), isDue);
      state = { ...state, ...settled, from: seen.key };
    }
    const isOther = !isSame(before.texts, state.texts);
    if (state.unsaved || isOther) state = { ...state, unsaved: await save(lastGood, state.texts) };
    return { changed: isDue || isOther || !isEqual(problemsOf(before), problemsOf(state)), waiting: seen.waiting };
  }
  return { value: () => state.value, problems: () => problemsOf(state), look };
}

/** Last good versions that this version of trailhound does not take any more are left out. */
function restored<T>({ judge, now }: KeptFilesOptions<T>, texts: Texts): State<T> {
  const at = now();
  const choice = chooseTexts(texts, new Map(), (some) => judge(some, at, null));
  return { texts: choice.texts, value: choice.value, problems: [], from: null, unsaved: null };
}

async function save(lastGood: LastGood, texts: Texts): Promise<FileProblem | null> {
  try {
    await lastGood.save(texts);
    return null;
  } catch (fault) {
    return unsavedProblem(lastGood.folder, fault);
  }
}

function problemsOf({ problems, unsaved }: State<unknown>): readonly FileProblem[] {
  return unsaved ? [...problems, unsaved] : problems;
}

function isSame(a: Texts, b: Texts): boolean {
  return a.size === b.size && [...a].every(([path, { text }]) => b.get(path)?.text === text);
}

function isEqual(a: readonly FileProblem[], b: readonly FileProblem[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
