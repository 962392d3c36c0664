import type { JsonObject } from "../../util/json.ts";
import type { Account } from "../cast/account.ts";
import type { Random } from "../random.ts";
import type { Call } from "./call.ts";

type Maker = (account: Account, choose: Random) => Call;

function reading(
  service: string,
  name: string,
  request: (account: Account, choose: Random) => JsonObject | null,
): Maker {
  return (account, choose) => ({ service, name, readOnly: true, request: request(account, choose) });
}

const nothing = () => null;
const pages = () => ({ maxResults: 100 });

const describeInstances = reading("ec2", "DescribeInstances", (account, choose) => ({
  instancesSet:
    account.resources.instances.length === 0
      ? {}
      : { items: [{ instanceId: choose.pick(account.resources.instances) }] },
  filterSet: {},
}));

const describeTable = reading("dynamodb", "DescribeTable", (account, choose) => ({
  tableName: choose.pick(account.resources.tables),
}));

const describeLogStreams = reading("logs", "DescribeLogStreams", (account, choose) => ({
  logGroupName: choose.pick(["/ecs/services", ...account.resources.logGroups]),
  orderBy: "LastEventTime",
  descending: true,
  limit: 50,
}));

const getMetricData = reading("monitoring", "GetMetricData", () => null);

const callerIdentity = reading("sts", "GetCallerIdentity", nothing);

const getObject: Maker = (account, choose) => {
  const bucketName = choose.pick(account.resources.buckets);
  const key = `${choose.pick(["2026", "current", "archive"])}/${choose.hex(12)}.json`;
  return {
    service: "s3",
    name: "GetObject",
    readOnly: true,
    isData: true,
    request: { bucketName, Host: `${bucketName}.s3.amazonaws.com`, key },
    additional: {
      SignatureVersion: "SigV4",
      CipherSuite: "TLS_AES_128_GCM_SHA256",
      bytesTransferredIn: 0,
      bytesTransferredOut: choose.int(90_000),
      AuthenticationMethod: "AuthHeader",
      "x-amz-id-2": choose.hex(64),
    },
    resources: [
      { type: "AWS::S3::Object", ARN: `arn:aws:s3:::${bucketName}/${key}` },
      { accountId: account.id, type: "AWS::S3::Bucket", ARN: `arn:aws:s3:::${bucketName}` },
    ],
  };
};

const dataKey: Maker = (account) => ({
  service: "kms",
  name: "GenerateDataKey",
  readOnly: true,
  request: { keyId: account.resources.kmsKey, keySpec: "AES_256", encryptionContext: { application: account.alias } },
  resources: [{ accountId: account.id, type: "AWS::KMS::Key", ARN: account.resources.kmsKey }],
});

const createLogStream: Maker = (account, choose) => ({
  service: "logs",
  name: "CreateLogStream",
  readOnly: false,
  request: {
    logGroupName: choose.pick(["/ecs/services", ...account.resources.logGroups]),
    logStreamName: `main/${choose.hex(32)}`,
  },
});

const updateService: Maker = (account, choose) => {
  const cluster = choose.pick(account.resources.clusters);
  const service = choose.pick(["checkout", "search", "shipping"]);
  const arn = `arn:aws:ecs:${account.regions[0]}:${account.id}:service/${cluster}/${service}`;
  return {
    service: "ecs",
    name: "UpdateService",
    readOnly: false,
    request: { cluster, service, forceNewDeployment: true },
    response: {
      service: { serviceArn: arn, serviceName: service, status: "ACTIVE", desiredCount: choose.between(1, 4) },
    },
  };
};

/** Looking around in the console or at the command line. */
export const PEOPLE_CALLS: readonly Maker[] = [
  describeInstances,
  describeTable,
  describeLogStreams,
  getMetricData,
  callerIdentity,
  reading("ec2", "DescribeSecurityGroups", () => ({ securityGroupSet: {}, securityGroupIdSet: {}, filterSet: {} })),
  reading("ec2", "DescribeVolumes", () => ({ volumeSet: {}, filterSet: {} })),
  reading("s3", "ListBuckets", () => ({ Host: "s3.amazonaws.com" })),
  reading("s3", "GetBucketLocation", (account, choose) => ({
    bucketName: choose.pick(account.resources.buckets),
    location: "",
  })),
  reading("iam", "ListRoles", () => ({ maxItems: 1000 })),
  reading("iam", "GetRole", (account, choose) => ({ roleName: choose.pick(account.workloads).name })),
  reading("lambda", "ListFunctions20150331", () => ({ maxItems: 50 })),
  reading("ssm", "DescribeParameters", () => ({ maxResults: 50 })),
  reading("secretsmanager", "ListSecrets", pages),
  reading("secretsmanager", "DescribeSecret", (account, choose) => ({ secretId: choose.pick(account.secrets) })),
  reading("logs", "FilterLogEvents", () => ({ logGroupName: "/ecs/services", filterPattern: "ERROR", limit: 100 })),
  reading("cloudformation", "DescribeStacks", nothing),
  reading("dynamodb", "ListTables", () => ({ limit: 100 })),
];

export const WORKLOAD_CALLS: readonly Maker[] = [
  getObject,
  getObject,
  getObject,
  dataKey,
  describeTable,
  createLogStream,
  callerIdentity,
];

export const PIPELINE_CALLS: readonly Maker[] = [
  callerIdentity,
  updateService,
  describeInstances,
  createLogStream,
  reading("ecs", "DescribeServices", (account) => ({
    cluster: account.resources.clusters[0] ?? "default",
    services: ["checkout"],
  })),
  reading("ecr", "DescribeImages", () => ({ repositoryName: "services" })),
  reading("cloudformation", "DescribeStacks", () => ({ stackName: "services" })),
  reading("iam", "GetRole", (account, choose) => ({ roleName: choose.pick(account.workloads).name })),
];

export const INVENTORY_CALLS: readonly Maker[] = [
  describeInstances,
  describeTable,
  reading("ec2", "DescribeSubnets", () => ({ subnetSet: {}, filterSet: {} })),
  reading("iam", "ListPolicies", () => ({ scope: "Local", onlyAttached: false })),
  reading("s3", "GetBucketPolicy", (account, choose) => ({
    bucketName: choose.pick(account.resources.buckets),
    policy: "",
  })),
  reading("lambda", "GetFunction20150331v2", (account, choose) => ({
    functionName: choose.pick(["thumbnailer", ...account.resources.functions]),
  })),
];
