export function roleArn(accountId: string, role: string): string {
  return `arn:aws:iam::${accountId}:role/${role}`;
}

/** The permission sets of IAM Identity Center are roles under a reserved path that sessions' ARNs do not show. */
export function ssoRoleArn(accountId: string, region: string, role: string): string {
  return `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${region}/${role}`;
}

export function userArn(accountId: string, user: string): string {
  return `arn:aws:iam::${accountId}:user/${user}`;
}

export function sessionArn(accountId: string, role: string, session: string): string {
  return `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`;
}

/** A parameter's name begins with a slash or, without a path, does not; the ARN has one slash in both cases. */
export function parameterArn(region: string, accountId: string, name: string): string {
  return `arn:aws:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, "")}`;
}
