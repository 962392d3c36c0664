import { display, noEffect, readOnly, required, unsupported, used } from "../keys.ts";
import { anything, code, list, nonEmpty, oneOf, text } from "../shape.ts";
import { scalar } from "./exact.ts";

const NAMESPACE = used(oneOf(["single", "agnostic"]));

const WRITTEN_BY_SERVER = {
  id: readOnly,
  _version: readOnly,
  version: readOnly,
  immutable: readOnly,
  tie_breaker_id: readOnly,
  created_at: readOnly,
  created_by: readOnly,
  updated_at: readOnly,
  updated_by: readOnly,
};

export const EXCEPTION_LIST = {
  list_id: required(nonEmpty),
  name: required(text),
  type: required(text),
  namespace_type: NAMESPACE,
  description: display(text),
  tags: display(list(text)),
  meta: display(anything),
  os_types: noEffect(list(text), "info", "CloudTrail events have no operating system"),
  ...WRITTEN_BY_SERVER,
};

export const EXCEPTION_ITEM = {
  item_id: required(nonEmpty),
  list_id: required(nonEmpty),
  name: required(text),
  type: required(oneOf(["simple"])),
  entries: required(list(anything, 1)),
  namespace_type: NAMESPACE,
  expire_time: used(text),
  os_types: used(list(text)),
  description: display(text),
  comments: display(list(anything)),
  tags: display(list(text)),
  meta: display(anything),
  ...WRITTEN_BY_SERVER,
};

const ENTRY = {
  type: required(text),
  field: required(code),
  operator: required(oneOf(["included", "excluded"])),
};

export const EXCEPTION_ENTRY = {
  match: { ...ENTRY, value: required(scalar) },
  match_any: { ...ENTRY, value: required(list(scalar, 1)) },
  exists: ENTRY,
  wildcard: { ...ENTRY, value: required(text) },
  list: { ...ENTRY, list: unsupported(anything, "value lists are not part of an export and are not supported") },
  nested: {
    type: required(text),
    field: required(code),
    entries: unsupported(list(anything), "nested entries are not supported"),
  },
};

export const ENTRY_TYPES = ["match", "match_any", "exists", "wildcard", "list", "nested"] as const;
