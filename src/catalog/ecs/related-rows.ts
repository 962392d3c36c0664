/** Ids that a service's events add to `related.entity`, besides the caller, the resources and the targets: the common ones, not all. */
export const RELATED_PATHS: readonly { readonly service: string; readonly paths: readonly string[] }[] = [
  {
    service: "sts",
    paths: ["requestParameters.roleArn", "requestParameters.roleSessionName", "responseElements.assumedRoleUser.arn"],
  },
  {
    service: "iam",
    paths: [
      "requestParameters.userName",
      "requestParameters.newUserName",
      "requestParameters.roleName",
      "requestParameters.policyArn",
      "requestParameters.instanceProfileName",
      "responseElements.user.arn",
    ],
  },
  { service: "s3", paths: ["requestParameters.bucketName"] },
  {
    service: "ec2",
    paths: [
      "requestParameters.instanceId",
      "requestParameters.instancesSet.items.instanceId",
      "requestParameters.groupId",
      "requestParameters.subnetId",
      "requestParameters.vpcId",
      "responseElements.instancesSet.items.instanceId",
    ],
  },
  { service: "kms", paths: ["requestParameters.keyId"] },
  { service: "lambda", paths: ["requestParameters.functionName"] },
];

/** Where instance ids stand that go to `related.hosts`, besides the ARNs of the resources. */
export const INSTANCE_PATHS: readonly string[] = ["requestParameters", "responseElements"].flatMap((object) => [
  `${object}.instanceId`,
  `${object}.target`,
  `${object}.resourceId`,
  `${object}.instanceIds`,
  `${object}.instancesSet.items.instanceId`,
]);
