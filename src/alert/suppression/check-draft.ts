import { quote } from "../../rule/format/quote.ts";
import { idFault, ownerFault, queryFault, reasonFault, suppressionTime } from "../../rule/suppression-file/facts.ts";
import { SUPPRESSION_LIMITS } from "../../rule/suppression-file/limits.ts";
import type { Diagnostic } from "../../source/diagnostic.ts";
import { source } from "../../source/source.ts";
import type { OwnSuppression } from "./own-suppression.ts";

export interface CheckedDraft {
  readonly diagnostics: readonly Diagnostic[];
  readonly times: { readonly begins: number | null; readonly ends: number | null };
}

/** The facts of a suppression that stands in no file, held to what files are held to. Its query is not looked into. */
export function checkDraft(draft: OwnSuppression): CheckedDraft {
  const [begins, ends] = [timeOf(draft.from), timeOf(draft.expires)];
  const rules = draft.rules?.length ?? 1;
  const faults = [
    faultOf("id", draft.id, idFault(draft.id)),
    faultOf("owner", draft.owner, ownerFault(draft.owner)),
    faultOf("reason", draft.reason, reasonFault(draft.reason)),
    faultOf("query", draft.query, queryFault(draft.query)),
    begins === undefined ? faultOf("from", draft.from ?? "", TIME) : null,
    ends === undefined ? faultOf("expires", draft.expires ?? "", TIME) : null,
    rules < 1 || rules > SUPPRESSION_LIMITS.rules
      ? faultOf("rules", "", `a list of 1 to ${SUPPRESSION_LIMITS.rules}`)
      : null,
    begins != null && ends != null && begins >= ends
      ? faultOf("expires", draft.expires ?? "", "a time that is later than from")
      : null,
  ];
  return {
    diagnostics: faults.filter((each) => each !== null),
    times: { begins: begins ?? null, ends: ends ?? null },
  };
}

const TIME = "a day (2026-01-02) or an ISO time (2026-01-02T03:04:05Z)";

/** Null: there is none; undefined: it is wrong. */
function timeOf(text: string | null): number | null | undefined {
  return text === null ? null : suppressionTime(text);
}

function faultOf(key: string, text: string, fault: string | null): Diagnostic | null {
  if (fault === null) return null;
  const message = `${key}: expected ${fault}, found ${quote(text)}`;
  return {
    code: "invalid-value",
    severity: "error",
    message,
    source: source(key, text),
    span: { start: 0, end: text.length },
  };
}
