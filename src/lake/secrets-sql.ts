import { PARAMETER_ARN, SECRET_ARN } from "../catalog/secrets.ts";
import { quoteText } from "../sql/quote.ts";

/** SQL over a line's columns for the rules of `secretNames` in src/catalog/secrets.ts; a test holds both together. */

/** The strings at a key of requestParameters: one, or those of a list. */
function asked(key: string): string {
  return `th_strings(json_extract(requestParameters, '/${key}'))`;
}

const ALL_OF_IT = "'s'";

function resource(name: string, arn: string): string {
  return `regexp_extract(${name}, ${quoteText(arn)}, 1, ${ALL_OF_IT})`;
}

/** The name without its ARN and its `:version` or `:label`. */
function parameterName(name: string): string {
  const inArn = resource(name, PARAMETER_ARN);
  const whole = `CASE WHEN NOT regexp_matches(${name}, ${quoteText(PARAMETER_ARN)}, ${ALL_OF_IT}) THEN ${name} WHEN contains(${inArn}, '/') THEN '/' || ${inArn} ELSE ${inArn} END`;
  return `split_part(${whole}, ':', 1)`;
}

/** The ARN of `/x` and of `x` is the same. */
function withoutOnlySlash(name: string): string {
  return `CASE WHEN ${name}[1] = '/' AND NOT contains(${name}[2:], '/') THEN ${name}[2:] ELSE ${name} END`;
}

function parameterPath(name: string): string {
  return `CASE WHEN ${name} = '' THEN '' ELSE rtrim(${name}, '/') || '/*' END`;
}

function secretName(name: string): string {
  return `CASE WHEN regexp_matches(${name}, ${quoteText(SECRET_ARN)}, ${ALL_OF_IT}) THEN regexp_replace(${resource(name, SECRET_ARN)}, '-[A-Za-z0-9]{6}$', '') ELSE ${name} END`;
}

function each(list: string, change: (name: string) => string): string {
  return `list_transform(${list}, lambda n: ${change("n")})`;
}

const PARAMETERS = each(each(`list_concat(${asked("name")}, ${asked("names")})`, parameterName), withoutOnlySlash);
const NAMES = (list: string): string => `list_sort(list_distinct(list_filter(${list}, lambda n: n <> '')))`;

const SSM_READS = "eventName IN ('GetParameter', 'GetParameters', 'GetParametersByPath', 'GetParameterHistory')";
const SECRET_READS = "eventName IN ('GetSecretValue', 'BatchGetSecretValue')";

export const SECRETS_SQL = `CASE
    WHEN eventSource = 'ssm.amazonaws.com' AND ${SSM_READS} THEN ${NAMES(`list_concat(${PARAMETERS}, ${each(asked("path"), parameterPath)})`)}
    WHEN eventSource = 'secretsmanager.amazonaws.com' AND ${SECRET_READS} THEN ${NAMES(each(`list_concat(${asked("secretId")}, ${asked("secretIdList")})`, secretName))}
    ELSE []::VARCHAR[] END`;
