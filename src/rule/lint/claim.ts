import type { EqualsPredicate, Predicate, Value } from "../../ir/expr.ts";
import { unreachable } from "../../util/invariant.ts";
import { groupBy } from "../group-by.ts";

/** What a predicate says of the only value of a field: it is, or it is not, one of these texts. */
export interface Claim {
  /** The same for the same value. */
  readonly of: string;
  readonly is: boolean;
  readonly texts: ReadonlySet<string>;
}

/** The claims of a predicate over fields that hold at most one value; none for any other. */
export function claimOf(predicate: Predicate): readonly Claim[] {
  if (predicate.kind === "equals") return equalsClaim(predicate, true);
  if (predicate.kind === "or") return unionClaim(predicate.operands);
  if (predicate.kind === "not" && predicate.operand.kind === "equals") return equalsClaim(predicate.operand, false);
  return [];
}

/** No text is left for some value. */
export function contradict(claims: readonly Claim[]): boolean {
  const byValue = groupBy(claims, (claim) => claim.of);
  return [...byValue.values()].some((same) => {
    const [first, ...others] = same.filter((claim) => claim.is);
    if (!first) return false;
    const refused = same.filter((claim) => !claim.is);
    const left = [...first.texts].filter(
      (text) => others.every((claim) => claim.texts.has(text)) && !refused.some((claim) => claim.texts.has(text)),
    );
    return left.length === 0;
  });
}

/** Case is kept out of it: texts that differ in case only count as different for exact comparisons alone. */
function equalsClaim({ field, texts, as, ignoreCase }: EqualsPredicate, is: boolean): readonly Claim[] {
  if (as !== "text" || ignoreCase || !isSingle(field.value)) return [];
  const of = JSON.stringify(field.value);
  const claim: Claim = { of, is, texts: new Set(texts) };
  return field.value.kind === "constant" ? [claim, { of, is: true, texts: new Set([field.value.text]) }] : [claim];
}

/** `f:a or f:b` is one claim when all speak of one value. */
function unionClaim(operands: readonly Predicate[]): readonly Claim[] {
  const claims = operands.map((operand) => (operand.kind === "equals" ? equalsClaim(operand, true)[0] : undefined));
  const [first] = claims;
  if (!first || claims.some((claim) => claim?.of !== first.of)) return [];
  return [{ ...first, texts: new Set(claims.flatMap((claim) => [...(claim?.texts ?? [])])) }];
}

/** Never more than one element in an event. */
function isSingle(value: Value): boolean {
  switch (value.kind) {
    case "column":
      return !value.many && value.type !== "json";
    case "constant":
    case "java_text":
    case "without_suffix":
      return true;
    case "pruned":
    case "when":
      return isSingle(value.value);
    case "first":
      return value.values.every(isSingle);
    case "path":
    case "all":
      return false;
    default:
      return unreachable(value);
  }
}
