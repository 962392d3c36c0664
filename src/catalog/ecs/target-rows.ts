/**
 * What a target is, as far as its event tells: `arn`: a service when it is an ARN, else a bare name. `instance`: a host when
 * it is an instance (id or ARN), a service when it is another ARN. `principal`: a user unless it is a service-linked role.
 */
export type TargetClass = "user" | "host" | "service" | "entity" | "arn" | "instance" | "principal";

/** Where the acted-upon thing stands in the record; `account` is the account of the event. */
export interface Target {
  readonly path: string;
  readonly class: TargetClass;
  /** Taken only when nothing stands at this path of the record; `*` there means every instance: the account. */
  readonly unless?: string;
}

export interface TargetRow {
  /** Without `.amazonaws.com`. */
  readonly service: string;
  /** Event names; `*` is any run of characters. */
  readonly names: readonly string[];
  readonly targets: readonly Target[];
}

function row(service: string, names: string, ...targets: readonly string[]): TargetRow {
  return { service, names: names.split(" "), targets: targets.map(target) };
}

/** `class path`, or `class path unless path`. */
function target(text: string): Target {
  const [kind = "", path = "", , unless] = text.split(" ");
  return { path, class: kind as TargetClass, ...(unless === undefined ? {} : { unless }) };
}

const ACCOUNT = "entity account";
const RESOURCES = "service resources.ARN";

/**
 * Source: the entity step of the AWS integration 8.x. It names "cluster" and "instance" operations of RDS without a list, and some
 * request keys only by what they hold: the event names of those rows and the paths of ec2, rds, config and logs are ours, from
 * the shape of real records. Services that it covers with "the id or the account" (sns, guardduty, wafv2, events, efs,
 * route53resolver, rolesanywhere, cloudformation, monitoring, elb, dynamodb) have no rows: their events have no target here.
 */
export const TARGETS: readonly TargetRow[] = [
  row("ssm", "GetParameter GetParameters", RESOURCES),
  row("ssm", "CreateControlChannel OpenControlChannel", "instance resources.ARN"),
  row("ssm", "StartSession", "instance requestParameters.target"),
  row("ssm", "CreateDocument", "arn requestParameters.name"),
  row("ssm", "TerminateSession OpenDataChannel", "arn requestParameters.sessionId"),
  row(
    "ssm",
    "SendCommand",
    "instance requestParameters.instanceIds",
    "instance requestParameters.targets.values unless requestParameters.instanceIds",
  ),
  row("ssm", "ListInstanceAssociations", ACCOUNT),
  row("sts", "AssumeRole", "principal requestParameters.roleArn"),
  row("sts", "GetCallerIdentity", ACCOUNT),
  row("signin", "ConsoleLogin", ACCOUNT),
  row("secretsmanager", "GetSecretValue", "arn requestParameters.secretId"),
  row("secretsmanager", "BatchGetSecretValue", "arn requestParameters.secretIdList"),
  row("iam", "AttachGroupPolicy", "entity requestParameters.groupName"),
  row("iam", "AttachRolePolicy ListAttachedRolePolicies UpdateAssumeRolePolicy", "entity requestParameters.roleName"),
  row("iam", "AttachUserPolicy", "service requestParameters.policyArn", "entity requestParameters.userName"),
  row("iam", "CreateAccessKey", "user responseElements.accessKey.accessKeyId", "entity requestParameters.userName"),
  row("iam", "CreateUser DeactivateMFADevice", "entity requestParameters.userName"),
  row("iam", "DeleteVirtualMFADevice", "user requestParameters.serialNumber"),
  row("iam", "GetPolicy", "service requestParameters.policyArn"),
  row("iam", "CreatePolicy", "service responseElements.policy.arn"),
  row("iam", "ListRoles ListUsers", ACCOUNT),
  row(
    "s3",
    "CopyObject PutBucketLogging PutBucketVersioning PutObject GetBucketPolicy ListObjects HeadObject GetObject " +
      "DeleteObject DeleteBucket",
    RESOURCES,
  ),
  row(
    "s3",
    "PutBucketReplication",
    RESOURCES,
    "service requestParameters.ReplicationConfiguration.Rule.Destination.Bucket",
  ),
  row("s3", "ListBuckets", ACCOUNT),
  row(
    "ec2",
    "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress",
    "service requestParameters.groupId",
    "service responseElements.securityGroupRuleSet.items.securityGroupRuleId",
  ),
  row("ec2", "GetPasswordData", "instance requestParameters.instanceId"),
  row("ec2", "ModifyImageAttribute", "entity requestParameters.imageId"),
  row("ec2", "ModifySnapshotAttribute", "entity requestParameters.snapshotId"),
  row("ec2", "DeleteNetworkAcl", "service requestParameters.networkAclId"),
  row("ec2", "DeleteNetworkAclEntry", "service requestParameters.networkAclId", "entity requestParameters.ruleNumber"),
  row("ec2", "DeleteFlowLogs", "entity requestParameters.DeleteFlowLogsRequest.FlowLogId.content"),
  row(
    "ec2",
    "DescribeSecurityGroups DescribeNetworkInterfaces DescribeRegions DescribeVpcs DescribeNetworkAcls DescribeVolumes",
    ACCOUNT,
  ),
  row("ec2-instance-connect", "Send*SSHPublicKey", "instance requestParameters.instanceId"),
  row(
    "rds",
    "CreateDBCluster DeleteDBCluster ModifyDBCluster StopDBCluster StartDBCluster RestoreDBClusterFromSnapshot",
    "service responseElements.dBClusterArn",
  ),
  row(
    "rds",
    "CreateDBInstance DeleteDBInstance ModifyDBInstance StopDBInstance StartDBInstance RestoreDBInstanceFromDBSnapshot",
    "service responseElements.dBInstanceArn",
  ),
  row("rds", "ModifyDBSnapshotAttribute", "arn requestParameters.dBSnapshotIdentifier"),
  row("rds", "ModifyDBClusterSnapshotAttribute", "arn requestParameters.dBClusterSnapshotIdentifier"),
  row("rds", "DescribeDBInstances", ACCOUNT),
  row("kms", "DisableKey ScheduleKeyDeletion", RESOURCES),
  row("cloudtrail", "DeleteTrail StopLogging", "arn requestParameters.name"),
  row("cloudtrail", "DescribeTrails", ACCOUNT),
  row(
    "config",
    "StartConfigurationRecorder StopConfigurationRecorder",
    "arn requestParameters.configurationRecorderName",
  ),
  row("lambda", "AddPermission*", "arn requestParameters.functionName"),
  row("lambda", "ListFunctions*", ACCOUNT),
  row("logs", "DeleteLogGroup", "arn requestParameters.logGroupName"),
  row("logs", "DeleteLogStream", "arn requestParameters.logStreamName"),
  row("bedrock", "Converse", "arn requestParameters.modelId"),
];
