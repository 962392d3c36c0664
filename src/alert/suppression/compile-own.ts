import { vocabularies } from "../../catalog/vocabularies.ts";
import type { Predicate } from "../../ir/expr.ts";
import type { Vocabulary } from "../../ir/vocabulary.ts";
import { compileSearch } from "../../lang/datadog/compile.ts";
import { compileKql } from "../../lang/kql/compile.ts";
import { constantOutcome } from "../../rule/constant-outcome.ts";
import type { WrittenSuppression } from "../../rule/suppression-file/written-suppression.ts";
import { type Diagnostic, hasErrors } from "../../source/diagnostic.ts";
import { type Source, source } from "../../source/source.ts";
import { nowhere } from "../../source/span.ts";
import { isoTime } from "../iso-time.ts";
import { alertVocabulary } from "./alert-vocabulary.ts";
import { checkDraft } from "./check-draft.ts";
import type { CompiledOwn, OwnPlaces } from "./compiled-own.ts";
import type { OwnSuppression } from "./own-suppression.ts";
import { signalVocabulary } from "./signal-vocabulary.ts";

/** `suppression` is null exactly when a diagnostic is an error. */
export interface OwnResult {
  readonly suppression: CompiledOwn | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A suppression that stands in no file: of the API, or of the state. Diagnostics point into a source that has the name of the
 * key: `query`, `expires` ...
 */
export function compileOwn(draft: OwnSuppression): OwnResult {
  const { diagnostics, times } = checkDraft(draft);
  if (hasErrors(diagnostics)) return { suppression: null, diagnostics };
  const places: OwnPlaces = {
    expires: { source: source("expires", draft.expires ?? "never"), span: nowhere },
    rules: (draft.rules ?? []).map((id) => ({ id, source: source("rules", id), span: { start: 0, end: id.length } })),
  };
  return withPredicate({ ...draft, ...times, places }, source("query", draft.query));
}

/** One of a file. */
export function compileWritten(written: WrittenSuppression): OwnResult {
  const { id, appliesTo, rules, language, query, owner, reason, from, expires, file } = written;
  const places: OwnPlaces = {
    expires: { source: file, span: written.expiresSpan },
    rules: (rules ?? []).map((each) => ({ ...each, source: file })),
  };
  return withPredicate(
    {
      id,
      appliesTo,
      rules: rules?.map((each) => each.id) ?? null,
      language,
      query: query.text,
      owner,
      reason,
      from: from === null ? null : isoTime(from),
      expires: expires === null ? null : isoTime(expires),
      file: file.name,
      begins: from,
      ends: expires,
      places,
    },
    query,
  );
}

type Uncompiled = Omit<CompiledOwn, "kind" | "predicate">;

function withPredicate(given: Uncompiled, query: Source): OwnResult {
  const compile = given.language === "kql" ? compileKql : compileSearch;
  const { predicate, diagnostics } = compile(query, vocabularyOf(given));
  // An exception is taken from the history, too: that is what it is for.
  const said = diagnostics.filter(({ code }) => code !== "cuts-history");
  if (predicate === null) return { suppression: null, diagnostics: said };
  const warnings = constantWarning(predicate, query, said);
  return { suppression: { ...given, kind: "own", predicate }, diagnostics: [...said, ...warnings] };
}

function vocabularyOf({ appliesTo, language }: Uncompiled): Vocabulary {
  if (appliesTo === "alerts") return language === "kql" ? alertVocabulary : signalVocabulary;
  return language === "kql" ? vocabularies.ecs : vocabularies.datadog;
}

function constantWarning(predicate: Predicate, query: Source, said: readonly Diagnostic[]): readonly Diagnostic[] {
  const outcome = constantOutcome(predicate);
  if (outcome === undefined || said.some(({ code }) => code === "never-matches")) return [];
  const span = { start: 0, end: query.text.trimEnd().length };
  return outcome
    ? [{ code: "always-matches", severity: "warning", message: "this holds for everything", source: query, span }]
    : [{ code: "never-matches", severity: "warning", message: "this holds for nothing", source: query, span }];
}
