/** ECS categorisation of the listed event names, whatever their service. */
export interface CategoryRow {
  readonly category: string;
  readonly types: readonly string[];
  readonly names: readonly string[];
}

function row(category: string, types: string, names: string): CategoryRow {
  return { category, types: types.split(" "), names: names.split(" ") };
}

/** Source: the AWS integration 8.x, `cloudtrail` pipeline. An event that is not here has no category and the type `info`. */
export const CATEGORIES: readonly CategoryRow[] = [
  row(
    "iam",
    "group change",
    "AddUserToGroup AttachGroupPolicy DeleteGroupPolicy DetachGroupPolicy PutGroupPolicy RemoveUserFromGroup UpdateGroup",
  ),
  row("iam", "group creation", "CreateGroup"),
  row("iam", "group deletion", "DeleteGroup"),
  row("iam", "group info", "GetGroup GetGroupPolicy ListAttachedGroupPolicies ListGroupPolicies ListGroups"),
  row(
    "iam",
    "user change",
    "AttachUserPolicy ChangePassword CreateAccessKey CreateVirtualMFADevice DeactivateMFADevice DeleteAccessKey " +
      "DeleteSSHPublicKey DeleteUserPermissionsBoundary DeleteUserPolicy DeleteVirtualMFADevice DetachUserPolicy " +
      "EnableMFADevice PutUserPermissionsBoundary PutUserPolicy TagUser UntagUser UpdateAccessKey UpdateLoginProfile " +
      "UpdateSSHPublicKey UpdateUser",
  ),
  row("iam", "user creation", "CreateUser"),
  row("iam", "user deletion", "DeleteUser"),
  row(
    "iam",
    "user info",
    "GetUser GetUserPolicy ListAttachedUserPolicies ListGroupsForUser ListUserPolicies ListUsers ListUserTags",
  ),
  row("iam", "admin creation", "CreateKeyPair"),
  row(
    "iam",
    "admin change",
    "SetDefaultPolicyVersion SetSecurityTokenServicePreferences UpdateAccountPasswordPolicy UpdateRole",
  ),
  row("iam", "info", "ListRoles GetPolicy ListAttachedRolePolicies"),
  row("iam", "creation", "CreatePolicy"),
  row("iam", "change", "AttachRolePolicy"),
  row("authentication", "info", "AssumeRole ConsoleLogin GetCallerIdentity"),
  row("file", "creation", "CreateBucket CreateDocument"),
  row("file", "deletion", "DeleteBucket DeleteObject"),
  row("file", "info", "ListBuckets ListObjects HeadObject GetObject"),
  row("file", "change", "PutObject"),
  row(
    "network",
    "info",
    "DescribeSecurityGroups DescribeNetworkInterfaces DescribeVpcs DescribeNetworkAcls DescribeLoadBalancers",
  ),
  row("network", "access", "AuthorizeSecurityGroupIngress"),
  row("host", "info", "DescribeInstances DescribeVolumes ListInstanceAssociations"),
  row("configuration", "info", "DescribeTrails"),
  row("configuration", "creation", "CreateTopic"),
  row("configuration", "change", "Subscribe"),
  row("configuration", "deletion", "DeleteTrail"),
  row("database", "info", "ListTables DescribeDBInstances"),
  row("api", "info", "DescribeRegions Publish Converse"),
  row("package", "info", "ListFunctions"),
  row("process", "start", "SendCommand"),
  row("session", "start", "StartSession CreateControlChannel OpenControlChannel CreateDataChannel OpenDataChannel"),
  row("session", "end", "TerminateSession"),
];

export const DEFAULT_TYPE = "info";
