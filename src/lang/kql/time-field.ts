import type { CompareOperator, ComparePredicate } from "../../ir/expr.ts";
import { unreachable } from "../../util/invariant.ts";
import { excerpt } from "./excerpt.ts";
import { type FieldKind, fits, type Misfit, misfit } from "./field-kind.ts";
import { type Moment, parseMoment } from "./timestamp.ts";

type Bound = ComparePredicate["bounds"][number];

export const timeField: FieldKind = {
  equals(field, text, span) {
    const moment = parseMoment(text);
    if (!moment) return notTime(field.name, text);
    const bounds = [lower(moment, ">="), lower(moment, "<=")];
    return fits({ kind: "compare", field, bounds, as: "time", span });
  },
  compare(field, operator, text, span) {
    const moment = parseMoment(text);
    if (!moment) return notTime(field.name, text);
    return fits({ kind: "compare", field, bounds: [lower(moment, operator)], as: "time", span });
  },
  matches: (field) => misfit(`${excerpt(field.name)} holds times, which take no pattern`),
};

/** `<= 2026-01-02` takes in the whole day, `> 2026-01-02` begins after it. */
function lower(moment: Moment, operator: CompareOperator): Bound {
  if (moment.instant) return bound(operator, moment.start);
  switch (operator) {
    case ">=":
    case "<":
      return bound(operator, moment.start);
    case "<=":
      return bound("<", moment.end);
    case ">":
      return bound(">=", moment.end);
    default:
      return unreachable(operator);
  }
}

function bound(operator: CompareOperator, time: number): Bound {
  return { operator, text: new Date(time).toISOString() };
}

function notTime(name: string, text: string): Misfit {
  if (/^now|\|\|/.test(text)) {
    const hint =
      "a rule's own time settings (`from`, `interval`) say what it looks at; write a date such as 2026-01-02";
    return misfit(`${excerpt(text)} is date math, which a query here cannot use`, hint, "unsupported-feature");
  }
  return misfit(`${excerpt(name)} holds times, ${excerpt(text)} is none`, 'write "2026-01-02T03:04:05Z" or 2026-01-02');
}
