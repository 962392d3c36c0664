import type { Field } from "../../../ir/expr.ts";
import { HOUR, MINUTE, SECOND } from "../../../util/duration.ts";
import type { AlertSuppression } from "../../rule.ts";
import { fieldsOf } from "../field-of.ts";
import type { Read } from "../keys.ts";
import type { Given } from "../shape.ts";
import type { ElasticContext, ElasticKeys } from "./elastic-context.ts";
import type { SUPPRESSION } from "./elastic-keys.ts";
import type { ElasticType } from "./elastic-type.ts";

type Suppression = Given<Read<typeof SUPPRESSION>>;

const UNITS = { s: SECOND, m: MINUTE, h: HOUR };
const MOST_IN_KIBANA = 3;

/** A threshold rule is suppressed by its own threshold fields, `group` here, and always for a duration. */
export function readSuppression(
  keys: ElasticKeys,
  type: ElasticType,
  group: readonly Field[],
  context: ElasticContext,
): AlertSuppression | null {
  const given = keys.alert_suppression;
  if (!given) return null;
  if (type === "threshold") return ofThreshold(given, group, context);
  const { report } = context;
  const names = given.value.group_by;
  if (!names) report.error("missing-key", given.tree.span, 'the key "alert_suppression.group_by" is missing');
  if (names && names.value.length > MOST_IN_KIBANA) {
    report.info("limit", names.tree.span, `alert_suppression.group_by: Kibana takes at most ${MOST_IN_KIBANA} fields`);
  }
  const groupBy = fieldsOf(names?.value, context.vocabulary, report);
  if (!groupBy || groupBy.length === 0) return null;
  const missingFields = given.value.missing_fields_strategy?.value ?? "suppress";
  return { groupBy, duration: durationOf(given), missingFields };
}

function ofThreshold(given: Suppression, groupBy: readonly Field[], { report }: ElasticContext): AlertSuppression {
  for (const key of ["group_by", "missing_fields_strategy"] as const) {
    const foreign = given.value[key];
    if (!foreign) continue;
    const message = `alert_suppression.${key}: a threshold rule is suppressed by its threshold fields`;
    report.error("invalid-value", foreign.tree.span, message);
  }
  const duration = durationOf(given);
  if (duration === null) {
    report.error("missing-key", given.tree.span, 'the key "alert_suppression.duration" is missing');
  }
  return { groupBy, duration, missingFields: "suppress" };
}

/** Milliseconds; null when there is none. */
function durationOf(given: Suppression): number | null {
  const duration = given.value.duration?.value;
  return duration?.value && duration.unit ? duration.value.value * UNITS[duration.unit.value] : null;
}
