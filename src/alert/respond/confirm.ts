import type { ResponseStep } from "../alert.ts";
import { counted } from "../reason/shown.ts";
import { isAllowedValue } from "./allowed-value.ts";
import { assignArray, aws, eachOf, writeJson } from "./command-lines.ts";
import { type Draft, finish, type Place } from "./draft.ts";
import { identityPlace, type ResponseFacts } from "./response-facts.ts";

/** Step 0, read-only: in which account am I, whose key is it, what may the role do, what are the secrets. */
export function confirm(facts: ResponseFacts): readonly ResponseStep[] {
  const drafts = [
    account(facts),
    ...key(facts),
    ...role(facts),
    ...user(facts),
    ...secrets(facts),
    ...parameters(facts),
  ];
  return drafts.map(finish);
}

function confirmation(title: string, place: Place, values: Draft["values"], lines: readonly string[]): Draft {
  return { step: "confirm", title, effect: "read-only", place, values, lines };
}

function account(facts: ResponseFacts): Draft {
  return confirmation(
    `Check that the profile works in account ${facts.place.account ?? "(not in the log)"}`,
    facts.place,
    [{ name: "ACCOUNT", what: "account", text: facts.place.account, shape: "account" }],
    [
      `FOUND="$(${aws("sts get-caller-identity --query Account --output text")})"`,
      `[ "$FOUND" = "$ACCOUNT" ] && echo "right account: $FOUND" || echo "WRONG account: $FOUND, expected $ACCOUNT"`,
    ],
  );
}

function key(facts: ResponseFacts): readonly Draft[] {
  const { access_key } = facts.identity;
  if (access_key === null) return [];
  const values: Draft["values"] = [
    { name: "AKID", what: "access key id", text: access_key, shape: "accessKey" },
    { name: "T0", what: "start", text: facts.first, shape: "time" },
    { name: "T1", what: "end", text: facts.last, shape: "time" },
  ];
  const lastUsed = access_key.startsWith("AKIA") ? [aws('iam get-access-key-last-used --access-key-id "$AKID"')] : [];
  const lookup =
    'cloudtrail lookup-events --lookup-attributes "AttributeKey=AccessKeyId,AttributeValue=$AKID"' +
    ' --start-time "$T0" --end-time "$T1" --max-items 50';
  const title = "Whose key it is, and what CloudTrail's own 90 days hold on it (management events of one region)";
  const lines = [aws('sts get-access-key-info --access-key-id "$AKID"'), ...lastUsed, aws(lookup)];
  return [confirmation(title, facts.place, values, lines)];
}

function role(facts: ResponseFacts): readonly Draft[] {
  const { role: name } = facts.identity;
  if (name === null) return [];
  const lines = ["get-role", "list-role-policies", "list-attached-role-policies"].map((call) =>
    aws(`iam ${call} --role-name "$ROLE"`),
  );
  const values: Draft["values"] = [{ name: "ROLE", what: "role name", text: name, shape: "iamName" }];
  return [confirmation("Who may assume the role and what it may do", identityPlace(facts), values, lines)];
}

function user(facts: ResponseFacts): readonly Draft[] {
  const { type, user: name } = facts.identity;
  if (type !== "IAMUser") return [];
  const lines = ["list-access-keys", "list-user-policies", "list-attached-user-policies", "list-groups-for-user"].map(
    (call) => aws(`iam ${call} --user-name "$IAM_USER"`),
  );
  const values: Draft["values"] = [{ name: "IAM_USER", what: "user name", text: name, shape: "iamName" }];
  return [confirmation("Which keys the user has and what the user may do", identityPlace(facts), values, lines)];
}

/** By region; names with a form that the CLI must not see are left out here and named by their rotate step. */
function secrets(facts: ResponseFacts): readonly Draft[] {
  return byRegion(facts, "secret").map(([region, names]) =>
    confirmation(
      `Rotation, owner and versions of ${counted(names.length, "Secrets Manager secret")} read in ${region}`,
      { account: facts.place.account, region },
      [],
      [
        assignArray("SECRETS", names),
        `for SECRET in ${eachOf("SECRETS")}; do`,
        `  ${aws(
          'secretsmanager describe-secret --secret-id "$SECRET" --query ' +
            "'{Name:Name,Rotation:RotationEnabled,Owner:OwningService,Kms:KmsKeyId,LastAccessed:LastAccessedDate,Versions:VersionIdsToStages}'",
        )}`,
        "done",
      ],
    ),
  );
}

function parameters(facts: ResponseFacts): readonly Draft[] {
  const parts = byRegion(facts, "parameter").flatMap(([region, names]) =>
    inParts(names).map((part) => [region, part] as const),
  );
  return parts.map(([region, names]) =>
    confirmation(
      `Type, key and last change of ${counted(names.length, "parameter")} read in ${region} (no values)`,
      { account: facts.place.account, region },
      [],
      [
        writeJson("parameter-filter.json", [{ Key: "Name", Option: "Equals", Values: names }]),
        aws("ssm describe-parameters --parameter-filters file://parameter-filter.json"),
      ],
    ),
  );
}

/** DescribeParameters takes 50 values in one filter. */
function inParts(names: readonly string[]): readonly (readonly string[])[] {
  const parts: (readonly string[])[] = [];
  for (let at = 0; at < names.length; at += 50) parts.push(names.slice(at, at + 50));
  return parts;
}

function byRegion(
  facts: ResponseFacts,
  kind: "secret" | "parameter",
): readonly (readonly [string, readonly string[]])[] {
  const regions = new Map<string, string[]>();
  for (const read of facts.secrets) {
    if (read.kind !== kind || read.region === null || !isAllowedValue(read.address)) continue;
    if (!isAllowedValue(read.region, "region")) continue;
    regions.set(read.region, [...(regions.get(read.region) ?? []), read.address]);
  }
  return [...regions];
}
