import { allOf, not } from "../../ir/build.ts";
import type { Binding } from "../../ir/vocabulary.ts";
import { column } from "../columns.ts";
import { prunedRaw } from "../vocabulary/pruned-raw.ts";
import { all, constant, exists, isEvent, isOneOf, pruned, when } from "../vocabulary/values.ts";
import { PAYLOADS } from "./payloads.ts";

const CT = "aws.cloudtrail";
const IS_LOGIN = isEvent(["ConsoleLogin"]);

/** ECS boolean of ConsoleLogin's `Yes` and `No`: everything but `No` is true. */
function loginFlag(name: string, raw: string): Binding {
  const value = prunedRaw(`additionalEventData.${raw}`);
  return {
    name: `${CT}.console_login.additional_eventdata.${name}`,
    type: "boolean",
    value: when(
      allOf([IS_LOGIN, exists(value)]),
      all([when(isOneOf(value, ["No"]), constant("false")), when(not(isOneOf(value, ["No"])), constant("true"))]),
    ),
  };
}

/**
 * The objects that differ by service. Elastic does not index a text form above 8191 characters and drops the object at
 * 32,766; here both are always searched whole.
 */
export const PAYLOAD: readonly Binding[] = [
  ...PAYLOADS.flatMap(({ ecs, column: name }): Binding[] => [
    { name: `${CT}.${ecs}`, type: "text", value: pruned({ kind: "java_text", column: name }) },
    { name: `${CT}.flattened.${ecs}`, type: "json", value: column(name) },
  ]),
  { name: `${CT}.resources.arn`, type: "text", value: prunedRaw("resources.ARN") },
  { name: `${CT}.resources.account_id`, type: "text", value: prunedRaw("resources.accountId") },
  { name: `${CT}.resources.type`, type: "text", value: prunedRaw("resources.type") },
  { name: `${CT}.resources.ARNPrefix`, type: "text", value: prunedRaw("resources.ARNPrefix") },
  loginFlag("mobile_version", "MobileVersion"),
  loginFlag("mfa_used", "MFAUsed"),
  {
    name: `${CT}.console_login.additional_eventdata.login_to`,
    type: "text",
    value: when(IS_LOGIN, prunedRaw("additionalEventData.LoginTo")),
  },
];
