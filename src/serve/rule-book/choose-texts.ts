import type { RuleFile } from "../../rule/loaded-rules.ts";
import type { Diagnostic, DiagnosticCode } from "../../source/diagnostic.ts";
import { outermost } from "../../source/source.ts";

/** Files by path. */
export type Texts = ReadonlyMap<string, RuleFile>;

/** Something in a file that keeps it from being used. */
export interface Fault {
  readonly file: string;
  readonly rule: string | null;
  readonly name: string | null;
  /** Errors, at least one. They may point into other files. */
  readonly errors: readonly Diagnostic[];
}

export interface Judged<T> {
  readonly value: T;
  readonly faults: readonly Fault[];
  /** File by the id of a rule in it that has no fault. */
  readonly holders: ReadonlyMap<string, string>;
}

export type Judge<T> = (texts: Texts) => Judged<T>;

export interface Choice<T> {
  readonly texts: Texts;
  /** What the chosen texts are together: no faults. */
  readonly value: T;
  /** Files whose change was not taken, or that cannot be used any more, each with what speaks against it. */
  readonly rejected: ReadonlyMap<string, readonly Fault[]>;
}

/** Errors that other files may be the cause of. */
const CROSSING: ReadonlySet<DiagnosticCode> = new Set(["duplicate-id", "unknown-reference"]);

/**
 * The most of `changes` (null: removed) that goes together with the rest of `base` without a fault, decided by whole files. Files that are wrong by themselves
 * go first, so that others are not held against them; then those that claim a rule of another file. Of changed files that only do not go together, e.g. two
 * new ones with one id, none is taken. A file of `base` goes only when it is at fault without any change.
 */
export function chooseTexts<T>(base: Texts, changes: ReadonlyMap<string, RuleFile | null>, judge: Judge<T>): Choice<T> {
  let kept = base;
  let left = changes;
  const rejected = new Map<string, readonly Fault[]>();
  for (;;) {
    const texts = changed(kept, left);
    const { value, faults } = judge(texts);
    if (faults.length === 0) return { texts, value, rejected };
    const culprits = culpritsAmong(left, faults, () => judge(base).holders);
    if (culprits.size > 0) {
      for (const file of culprits) rejected.set(file, about(file, faults));
      left = without(left, culprits);
      continue;
    }
    const spoilers = left.size > 0 ? oneByOne(kept, left, judge) : new Map<string, readonly Fault[]>();
    for (const [file, found] of spoilers) rejected.set(file, found);
    left = without(left, spoilers);
    if (spoilers.size > 0) continue;
    const broken = new Map(faults.map(({ file }) => [file, about(file, faults)]));
    for (const [file, found] of broken) rejected.set(file, found);
    kept = without(kept, broken);
  }
}

/** Changed files that the faults speak of, those that are surely to blame before others. `held`: who had which rule before. */
function culpritsAmong(
  changes: ReadonlyMap<string, unknown>,
  faults: readonly Fault[],
  held: () => Judged<unknown>["holders"],
): ReadonlySet<string> {
  const changed = (files: readonly string[]): readonly string[] => files.filter((file) => changes.has(file));
  const errors = faults.flatMap((fault) => fault.errors);
  const wrong = changed(errors.filter(({ code }) => !CROSSING.has(code)).map(fileOf));
  if (wrong.length > 0) return new Set(wrong);
  const any = changed([...errors.map(fileOf), ...faults.map(({ file }) => file)]);
  if (any.length < 2) return new Set(any);
  const holders = held();
  const isClaim = ({ file, rule }: Fault): boolean => (holders.get(rule ?? "") ?? file) !== file;
  const claims = changed(faults.filter(isClaim).map(({ file }) => file));
  return new Set(claims.length > 0 ? claims : any);
}

/** Changes, in the order of paths, that make a file faulty which was not changed. */
function oneByOne<T>(
  base: Texts,
  changes: ReadonlyMap<string, RuleFile | null>,
  judge: Judge<T>,
): ReadonlyMap<string, readonly Fault[]> {
  const spoilers = new Map<string, readonly Fault[]>();
  const known = new Set(judge(base).faults.map(({ file }) => file));
  let taken = base;
  for (const [file, change] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const texts = changed(taken, new Map([[file, change]]));
    const fresh = judge(texts).faults.filter((fault) => !known.has(fault.file));
    if (fresh.length === 0) taken = texts;
    else spoilers.set(file, fresh);
  }
  return spoilers;
}

/** The file that an error points into. */
function fileOf(error: Diagnostic): string {
  return outermost(error.source, error.span.start).source.name;
}

function about(file: string, faults: readonly Fault[]): readonly Fault[] {
  return faults.filter((fault) => fault.file === file || fault.errors.some((error) => fileOf(error) === file));
}

function changed(texts: Texts, changes: ReadonlyMap<string, RuleFile | null>): Texts {
  const next = new Map(texts);
  for (const [path, file] of changes) {
    if (file === null) next.delete(path);
    else next.set(path, file);
  }
  return next;
}

function without<V>(map: ReadonlyMap<string, V>, keys: { has(key: string): boolean }): ReadonlyMap<string, V> {
  return new Map([...map].filter(([key]) => !keys.has(key)));
}
