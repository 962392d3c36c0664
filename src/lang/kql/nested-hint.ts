import { unreachable } from "../../util/invariant.ts";
import type { FieldName, NestedNode, Query } from "./ast.ts";
import { print } from "./printer.ts";

const WIDEST = 160;

/** How to write a nested query with plain fields, when that is short. */
export function nestedHint(node: NestedNode): string {
  const text = print(unnested(node.query, node.field));
  const plain = text.length <= WIDEST ? `write \`${text}\`` : "write the whole name of each field";
  return `${plain}; each condition then holds for any object of the array`;
}

function unnested(query: Query, outer: FieldName): Query {
  switch (query.kind) {
    case "or":
    case "and":
      return { ...query, operands: query.operands.map((each) => unnested(each, outer)) };
    case "not":
      return { ...query, operand: unnested(query.operand, outer) };
    case "nested":
      return unnested(query.query, joined(outer, query.field));
    case "match":
    case "range":
      return { ...query, field: joined(outer, query.field) };
    case "everything":
    case "term":
      return query;
    default:
      return unreachable(query);
  }
}

function joined(outer: FieldName, inner: FieldName): FieldName {
  if (outer.kind === "name" && inner.kind === "name") {
    return { ...inner, name: `${outer.name}.${inner.name}`, quoted: outer.quoted || inner.quoted };
  }
  return inner;
}
