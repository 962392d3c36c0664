import { DAY } from "../../../util/duration.ts";
import type { NewValueMethod } from "../../rule.ts";
import { type Read, readKeys } from "../keys.ts";
import { wrong } from "../shape.ts";
import type { DatadogContext, DatadogKeys, OptionKeys } from "./datadog-context.ts";
import { NEW_VALUE_OPTIONS } from "./datadog-keys.ts";
import { firstCase, onlyQuery } from "./single.ts";
import { isWhole, type MethodInput } from "./whole-query.ts";
import { readWindows } from "./windows.ts";

type NewValueKeys = Read<typeof NEW_VALUE_OPTIONS>;

export function readNewValue(input: MethodInput, context: DatadogContext): NewValueMethod | null {
  const query = onlyQuery(input.queries, context);
  const windows = readWindows(input.options, "new_value", context.report);
  const options = readOptions(input.options, context);
  const first = firstCase(input.keys);
  reportCases(input.keys, context);
  if (!query || !isWhole(query) || !windows || !options?.forgetAfter || !first) return null;
  const { label, text, predicate, groupBy, optionalGroups, metrics } = query;
  return {
    kind: "new_value",
    query: { label, text, predicate, groupBy, optionalGroups },
    values: metrics,
    status: first.status,
    caseName: first.name,
    windows,
    learning: learningOf(options),
    forgetAfter: options.forgetAfter.value * DAY,
    instantaneousBaseline: options.instantaneousBaseline?.value ?? false,
  };
}

function readOptions({ value, tree }: OptionKeys, { report }: DatadogContext): NewValueKeys | null {
  const path = "options.newValueOptions";
  const given = value.newValueOptions?.tree;
  if (given?.kind === "object") return readKeys(given, NEW_VALUE_OPTIONS, `${path}.`, report);
  if (given) wrong(given, path, "an object", report);
  else report.error("missing-key", tree.span, `the key "${path}" is missing`);
  return null;
}

function learningOf(options: NewValueKeys): NewValueMethod["learning"] {
  if (options.learningMethod?.value === "threshold") {
    return { method: "threshold", values: options.learningThreshold?.value === 1 ? 1 : 0 };
  }
  return { method: "duration", duration: (options.learningDuration?.value ?? 1) * DAY };
}

/** The first case wins and needs no condition. */
function reportCases(keys: DatadogKeys, { report }: DatadogContext): void {
  const [first, ...others] = keys.cases?.value ?? [];
  const condition = first?.value.condition;
  if (condition && condition.value.text.trim() !== "") {
    report.warning("no-effect", condition.tree.span, "condition: a new value rule has none");
  }
  for (const other of others) {
    report.warning("no-effect", other.tree.span, "cases: the first case of a new value rule always wins");
  }
}
