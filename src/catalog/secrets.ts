import { compareCodePoints } from "../util/code-points.ts";
import { type RawObject, type RawValue, scalarText } from "./record/raw-value.ts";
import { valueAt } from "./record/text-at.ts";

const SSM = "ssm.amazonaws.com";
const SECRETS_MANAGER = "secretsmanager.amazonaws.com";
const SSM_READS: ReadonlySet<string> = new Set([
  "GetParameter",
  "GetParameters",
  "GetParametersByPath",
  "GetParameterHistory",
]);
const SECRET_READS: ReadonlySet<string> = new Set(["GetSecretValue", "BatchGetSecretValue"]);

/** ARNs in the subset of regular expressions that JavaScript and RE2 (DuckDB, Trino) share; `[1]` is the resource. */
export const PARAMETER_ARN = "^arn:[^:]*:ssm:[^:]*:[^:]*:parameter/(.*)$";
export const SECRET_ARN = "^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:(.*)$";

const PARAMETER = new RegExp(PARAMETER_ARN, "s");
const SECRET = new RegExp(SECRET_ARN, "s");
const RANDOM_SUFFIX = /-[A-Za-z0-9]{6}$/;

/**
 * The parameters and secrets that a record asks for, distinct, sorted by code point; whether the call succeeded does not
 * matter. Empty unless the event is one of the six reads. Rules (DESIGN §4), only JSON strings count:
 *
 * 1. `ssm.amazonaws.com` GetParameter, GetParameters, GetParametersByPath, GetParameterHistory:
 *    `requestParameters.name` and each element of `requestParameters.names`, as a parameter name;
 *    `requestParameters.path` without the slashes at its end, then `/*`: `/prod/` and `/prod` give `/prod/*`, `/` gives `/*`.
 * 2. Parameter name: an ARN (`PARAMETER_ARN`) gives what follows `parameter/`; if that holds a slash, with a slash before it
 *    (`parameter/x/y` is `/x/y`, `parameter/x` is `x`). Then everything from the first `:` on goes (version or label; in an
 *    ARN after the resource was taken). A name whose only slash is its first character loses it, because the ARN of `/x`
 *    and of `x` is the same.
 * 3. `secretsmanager.amazonaws.com` GetSecretValue, BatchGetSecretValue: `requestParameters.secretId` and each element of
 *    `requestParameters.secretIdList`. An ARN (`SECRET_ARN`) gives what follows `secret:`, without a hyphen and six letters
 *    or digits at its end; any other text is the name as it stands.
 * 4. Empty names are left out.
 */
export function secretNames(record: RawObject): readonly string[] {
  const names = new Set(namesOf(record));
  names.delete("");
  return [...names].sort(compareCodePoints);
}

function namesOf(record: RawObject): string[] {
  const event = scalarText(record["eventName"]) ?? "";
  const asked = (key: string): string[] => textsOf(valueAt(record, `requestParameters.${key}`));
  if (record["eventSource"] === SSM && SSM_READS.has(event)) {
    return [...["name", "names"].flatMap(asked).map(parameterName), ...asked("path").map(parameterPath)];
  }
  if (record["eventSource"] === SECRETS_MANAGER && SECRET_READS.has(event)) {
    return ["secretId", "secretIdList"].flatMap(asked).map(secretName);
  }
  return [];
}

function textsOf(value: RawValue | undefined): string[] {
  if (Array.isArray(value)) return value.filter((each): each is string => typeof each === "string");
  return typeof value === "string" ? [value] : [];
}

function parameterName(text: string): string {
  const resource = PARAMETER.exec(text)?.[1];
  const whole = resource === undefined ? text : resource.includes("/") ? `/${resource}` : resource;
  const name = whole.split(":", 1)[0] ?? "";
  return name.lastIndexOf("/") === 0 ? name.slice(1) : name;
}

function parameterPath(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === "/") end--;
  return text === "" ? "" : `${text.slice(0, end)}/*`;
}

function secretName(text: string): string {
  const resource = SECRET.exec(text)?.[1];
  return resource === undefined ? text : resource.replace(RANDOM_SUFFIX, "");
}
