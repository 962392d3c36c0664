import { unreachable } from "../util/invariant.ts";
import type { CompareAs, Predicate, WildcardPart } from "./expr.ts";

/** An indented outline of a predicate, one node a line: what `rules explain` shows and goldens hold. */
export function printPredicate(predicate: Predicate, indent = ""): string {
  switch (predicate.kind) {
    case "and":
    case "or":
      return [
        `${indent}${predicate.kind}`,
        ...predicate.operands.map((each) => printPredicate(each, `${indent}  `)),
      ].join("\n");
    case "not":
      return `${indent}not\n${printPredicate(predicate.operand, `${indent}  `)}`;
    default:
      return indent + printLeaf(predicate);
  }
}

function printLeaf(predicate: Exclude<Predicate, { kind: "and" | "or" | "not" }>): string {
  switch (predicate.kind) {
    case "constant":
      return predicate.holds ? "always" : "never";
    case "exists":
      return `${predicate.field.name} exists`;
    case "equals": {
      const texts = predicate.texts.map((text) => JSON.stringify(text));
      const operator = texts.length === 1 ? `= ${texts[0]}` : `in (${texts.join(", ")})`;
      return `${predicate.field.name} ${operator}${asText(predicate.as)}${caseText(predicate.ignoreCase)}`;
    }
    case "compare": {
      const bounds = predicate.bounds.map(({ operator, text }) => `${operator} ${JSON.stringify(text)}`);
      return `${predicate.field.name} ${bounds.join(" and ")}${asText(predicate.as)}`;
    }
    case "wildcard":
      return `${predicate.field.name} fits ${printPattern(predicate.pattern)}${caseText(predicate.ignoreCase)}`;
    case "cidr":
      return `${predicate.field.name} within (${predicate.networks.join(", ")})`;
    case "words":
      return `${predicate.field.name} has the words ${printPattern(predicate.pattern)}`;
    default:
      return unreachable(predicate);
  }
}

function asText(as: CompareAs): string {
  return as === "text" ? "" : ` as ${as.replaceAll("_", " ")}`;
}

function caseText(ignoreCase: boolean): string {
  return ignoreCase ? " in any case" : "";
}

function printPattern(pattern: readonly WildcardPart[]): string {
  const parts = pattern.map((part) =>
    part === "any" ? "*" : part === "one" ? "?" : part.text.replace(/[*?\\]/g, "\\$&"),
  );
  return JSON.stringify(parts.join(""));
}
