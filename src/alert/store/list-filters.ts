import type { Parameter } from "../../driver/duckdb.ts";
import { SEVERITIES } from "../../rule/rule.ts";
import { foldCase } from "./alert-row.ts";
import { checkWord } from "./check-word.ts";
import { type AlertQuery, TRIAGE_STATES } from "./stored-alert.ts";
import { TriageError } from "./triage-error.ts";

export interface Conditions {
  readonly where: readonly string[];
  /** Of the `?` in them, in order. */
  readonly parameters: readonly Parameter[];
}

const MOST_WORDS = 20;
const LONGEST_TEXT = 500;
const MOST_RULES = 1_000;

/** What a query asks of a row of `state.alerts` joined with `state.threads`. Throws a TriageError for too much. */
export function conditions(query: AlertQuery): Conditions {
  checkWords(query);
  const asked: readonly Condition[] = [
    ...shown(query),
    ...oneOf("coalesce(threads.state, 'open')", query.states),
    ...oneOf("rule", query.rules),
    ...(query.severity === undefined ? [] : [condition("severity >= ?", SEVERITIES.indexOf(query.severity))]),
    ...assigned(query.assignee),
    ...(query.from === undefined ? [] : [condition("time >= ?", query.from)]),
    ...(query.to === undefined ? [] : [condition("time < ?", query.to)]),
    ...wordsOf(query.text).map((word) => condition("contains(words, ?)", word)),
  ];
  return { where: asked.map(({ sql }) => sql), parameters: asked.flatMap(({ parameters }) => parameters) };
}

function checkWords({ states = [], severity, with: also = [] }: AlertQuery): void {
  for (const state of states) checkWord("state", state, TRIAGE_STATES);
  for (const kind of also) checkWord("kind of hidden alerts", kind, ["superseded", "suppressed"]);
  if (severity !== undefined) checkWord("severity", severity, SEVERITIES);
}

interface Condition {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

function condition(sql: string, ...parameters: readonly Parameter[]): Condition {
  return { sql, parameters };
}

function shown({ with: also = [] }: AlertQuery): readonly Condition[] {
  return [
    condition(also.includes("superseded") ? "TRUE" : "status = 'current'"),
    condition(also.includes("suppressed") ? "TRUE" : "suppressed_by IS NULL"),
  ];
}

/** An empty list asks for nothing, and nothing is found. */
function oneOf(value: string, allowed: readonly string[] | undefined): readonly Condition[] {
  if (allowed === undefined) return [];
  if (allowed.length === 0) return [condition("FALSE")];
  if (allowed.length > MOST_RULES) throw new TriageError(`a list asks for at most ${MOST_RULES} rules`);
  return [condition(`${value} IN (${allowed.map(() => "?").join(", ")})`, ...allowed)];
}

function assigned(assignee: string | null | undefined): readonly Condition[] {
  if (assignee === undefined) return [];
  return [assignee === null ? condition("threads.assignee IS NULL") : condition("threads.assignee = ?", assignee)];
}

function wordsOf(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  if (text.length > LONGEST_TEXT) throw new TriageError(`the text is longer than ${LONGEST_TEXT} characters`);
  const words = [
    ...new Set(
      foldCase(text)
        .split(/\s+/)
        .filter((word) => word !== ""),
    ),
  ];
  if (words.length > MOST_WORDS) throw new TriageError(`the text has more than ${MOST_WORDS} words`);
  return words;
}
