/** SQL for the set of secret names that a line asks for: the rules of src/catalog/secrets.ts. */

const SSM_PATHS = "th_texts(th_step(th_open(requestParameters), '/path'))";

const texts = (key: string): string => `th_texts(th_step(th_open(requestParameters), '/${key}'))`;

/** `arn:aws:ssm:r:a:parameter/x/y` -> `/x/y`, `.../x` -> `x`; then without `:version` or `:label`. */
const PARAMETER_NAME = (name: string): string => `regexp_replace(CASE
      WHEN regexp_matches(${name}, '^arn:[^:]*:ssm:[^:]*:[^:]*:parameter/[^/]*$') THEN regexp_replace(${name}, '^.*?:parameter/', '')
      WHEN regexp_matches(${name}, '^arn:[^:]*:ssm:[^:]*:[^:]*:parameter/') THEN regexp_replace(${name}, '^.*?:parameter', '')
      ELSE ${name} END, ':[^:/]*$', '')`;

/** A full ARN ends in `-` and six random characters, which are no part of the name. */
const SECRET_NAME = (name: string): string => `CASE
      WHEN regexp_matches(${name}, '^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:') THEN regexp_replace(regexp_replace(${name}, '^.*?:secret:', ''), '-[A-Za-z0-9]{6}$', '')
      ELSE ${name} END`;

const PATH_NAME = (name: string): string => `rtrim(${name}, '/') || '/*'`;

const map = (list: string, change: (name: string) => string): string =>
  `list_transform(${list}, lambda n: ${change("n")})`;

export const SECRETS_SQL = `CASE
    WHEN eventSource = 'ssm.amazonaws.com' AND eventName IN ('GetParameter', 'GetParameterHistory') THEN list_sort(list_distinct(${map(texts("name"), PARAMETER_NAME)}))
    WHEN eventSource = 'ssm.amazonaws.com' AND eventName = 'GetParameters' THEN list_sort(list_distinct(${map(texts("names"), PARAMETER_NAME)}))
    WHEN eventSource = 'ssm.amazonaws.com' AND eventName = 'GetParametersByPath' THEN list_sort(list_distinct(${map(SSM_PATHS, PATH_NAME)}))
    WHEN eventSource = 'secretsmanager.amazonaws.com' AND eventName = 'GetSecretValue' THEN list_sort(list_distinct(${map(texts("secretId"), SECRET_NAME)}))
    WHEN eventSource = 'secretsmanager.amazonaws.com' AND eventName = 'BatchGetSecretValue' THEN list_sort(list_distinct(${map(texts("secretIdList"), SECRET_NAME)}))
    ELSE []::VARCHAR[] END`;
