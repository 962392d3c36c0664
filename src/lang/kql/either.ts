import { anyOf } from "../../ir/build.ts";
import type { Predicate } from "../../ir/expr.ts";
import { cover, type Span } from "../../source/span.ts";

/** Any holds. Exact values of one field become one test, which stands where the first of them stood. */
export function either(operands: readonly Predicate[], span: Span): Predicate {
  const groups = new Map<string, Predicate[]>();
  for (const [i, operand] of operands.flatMap(alternatives).entries()) {
    const key = sameTest(operand) ?? `${i}`;
    const group = groups.get(key);
    if (group) group.push(operand);
    else groups.set(key, [operand]);
  }
  return anyOf([...groups.values()].flatMap(merged), span);
}

function alternatives(predicate: Predicate): readonly Predicate[] {
  return predicate.kind === "or" ? predicate.operands : [predicate];
}

function sameTest(predicate: Predicate): string | undefined {
  if (predicate.kind === "equals") return `equals ${predicate.as} ${predicate.field.name}`;
  return predicate.kind === "cidr" ? `cidr ${predicate.field.name}` : undefined;
}

/** The group, all of one kind when there are several, as one predicate. */
function merged(group: readonly Predicate[]): readonly Predicate[] {
  const [first] = group;
  const last = group.at(-1);
  if (first === undefined || last === undefined || group.length === 1) return group;
  const span = cover(first.span, last.span);
  if (first.kind === "equals") {
    const texts = group.flatMap((each) => (each.kind === "equals" ? each.texts : []));
    return [{ ...first, texts: [...new Set(texts)], span }];
  }
  if (first.kind === "cidr") {
    const networks = group.flatMap((each) => (each.kind === "cidr" ? each.networks : []));
    return [{ ...first, networks: [...new Set(networks)], span }];
  }
  return group;
}
