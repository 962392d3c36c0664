import type { Source } from "../../source/source.ts";
import { unreachable } from "../../util/invariant.ts";
import { classify } from "./classify.ts";
import { readKeys, readOnly, required } from "./keys.ts";
import type { Part } from "./parts.ts";
import type { Report } from "./report.ts";
import { anything } from "./shape.ts";
import { type ObjectTree, type Tree, textOf, valueAt } from "./tree.ts";

const ENVELOPE = {
  data: required(anything),
  meta: readOnly,
  links: readOnly,
  included: readOnly,
  page: readOnly,
  perPage: readOnly,
  per_page: readOnly,
  total: readOnly,
};

const RESOURCE = {
  id: readOnly,
  type: readOnly,
  attributes: required(anything),
  relationships: readOnly,
  links: readOnly,
  meta: readOnly,
};

/** The parts of a JSON value: one of them, a list of them, or an answer of an API around them. */
export function partsOf(tree: Tree, file: Source, report: Report): readonly Part[] {
  if (tree.kind === "list") return tree.items.flatMap((item) => partsOf(item, file, report));
  if (tree.kind === "object") return partsOfObject(tree, file, null, report);
  return unknown(tree, report);
}

function partsOfObject(tree: ObjectTree, file: Source, outerId: string | null, report: Report): readonly Part[] {
  const kind = classify(tree);
  const { span } = tree;
  switch (kind) {
    case "elastic-rule":
      return [{ kind, span, found: { file, format: "elastic-ndjson", tree, diagnostics: [] } }];
    case "exception-list":
    case "exception-item":
    case "connector":
    case "export-details":
      return [{ kind, span, found: { file, tree } }];
    case "datadog-rule":
      return [{ kind, span, found: { file, tree, outerId } }];
    case "suppression":
      return [{ kind, span, found: { file, tree, outerId } }];
    case "resource":
      return partsOfResource(tree, file, report);
    case "envelope":
      readKeys(tree, ENVELOPE, "", report);
      return partsOf(valueAt(tree, "data") ?? tree, file, report);
    case "unknown":
      return unknown(tree, report);
    default:
      return unreachable(kind);
  }
}

/** The id of the resource is the id of what it holds. */
function partsOfResource(tree: ObjectTree, file: Source, report: Report): readonly Part[] {
  readKeys(tree, RESOURCE, "", report);
  const attributes = valueAt(tree, "attributes");
  if (attributes?.kind !== "object") return unknown(tree, report);
  return partsOfObject(attributes, file, textOf(tree, "id") ?? null, report);
}

function unknown(tree: Tree, report: Report): readonly Part[] {
  const message = "this is no Elastic rule, part of an Elastic export, Datadog rule or Datadog suppression";
  report.error("invalid-value", tree.span, message);
  return [];
}
