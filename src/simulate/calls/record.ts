import type { JsonObject } from "../../util/json.ts";
import type { Random } from "../random.ts";
import type { Planned } from "./call.ts";

/** Record versions differ by service, and old and new ones live side by side. */
const VERSIONS: Readonly<Record<string, string>> = {
  ssm: "1.11",
  kms: "1.11",
  secretsmanager: "1.11",
  sts: "1.08",
  iam: "1.11",
  ec2: "1.11",
  s3: "1.11",
  signin: "1.11",
  logs: "1.11",
  dynamodb: "1.10",
  lambda: "1.09",
  ecs: "1.10",
  monitoring: "1.09",
  cloudformation: "1.09",
};
const API_VERSIONS: Readonly<Record<string, string>> = {
  ec2: "2016-11-15",
  s3: "2006-03-01",
  logs: "20140328",
  dynamodb: "2012-08-10",
};
const SERVES_OLD_TLS = new Set(["ssm", "dynamodb"]);
/** Services of one address for all regions. */
const GLOBAL_HOSTS: Readonly<Record<string, string>> = {
  iam: "iam.amazonaws.com",
  sts: "sts.amazonaws.com",
  signin: "signin.aws.amazon.com",
  organizations: "organizations.us-east-1.amazonaws.com",
};

/** A CloudTrail record as JSON, and its eventID. */
export interface RecordText {
  readonly id: string;
  readonly text: string;
}

/** The record of a call. The identity's text is made once a session: it is the larger half of most records. */
export function recordOf(planned: Planned, choose: Random): RecordText {
  const { call, session, region } = planned;
  const { through, error } = call;
  const requestID = choose.uuid();
  const id = choose.uuid();
  const rest: JsonObject = {
    eventTime: `${new Date(planned.time).toISOString().slice(0, 19)}Z`,
    eventSource: `${call.service}.amazonaws.com`,
    eventName: call.name,
    awsRegion: region,
    sourceIPAddress: through ?? session.address,
    userAgent: through ?? agentOf(planned),
    ...(error === undefined ? {} : { errorCode: error.code, errorMessage: error.message }),
    requestParameters: call.request,
    responseElements: call.response ?? null,
    ...(call.additional === undefined ? {} : { additionalEventData: call.additional }),
    ...(call.eventType === "AwsConsoleSignIn" ? {} : { requestID }),
    eventID: id,
    readOnly: call.readOnly,
    ...(call.resources === undefined || call.resources.length === 0 ? {} : { resources: call.resources }),
    ...tailOf(planned),
  };
  const version = VERSIONS[call.service] ?? "1.08";
  const text = `{"eventVersion":"${version}","userIdentity":${identityText(planned)},${JSON.stringify(rest).slice(1)}`;
  return { id, text };
}

function tailOf(planned: Planned): JsonObject {
  const { call, session } = planned;
  const isDirect = call.through === undefined;
  const apiVersion = API_VERSIONS[call.service];
  return {
    eventType: call.eventType ?? "AwsApiCall",
    ...(apiVersion === undefined ? {} : { apiVersion }),
    managementEvent: call.isData !== true,
    recipientAccountId: session.accountId,
    eventCategory: call.isData === true ? "Data" : "Management",
    ...(isDirect && !session.address.endsWith(".amazonaws.com") ? { tlsDetails: tls(planned) } : {}),
    ...(isDirect && session.fromConsole ? { sessionCredentialFromConsole: "true" } : {}),
  };
}

const identityTexts = new WeakMap<JsonObject, string>();

function identityText(planned: Planned): string {
  const { userIdentity } = planned.session;
  let text = identityTexts.get(userIdentity);
  if (text === undefined) {
    text = JSON.stringify(userIdentity);
    identityTexts.set(userIdentity, text);
  }
  const { through } = planned.call;
  return through === undefined ? text : `${text.slice(0, -1)},"invokedBy":${JSON.stringify(through)}}`;
}

/** S3 puts the agent in brackets. */
function agentOf(planned: Planned): string {
  const { agent } = planned.session;
  if (planned.call.service === "s3") return `[${agent}]`;
  return agent.replace("command#various", `command#${planned.call.service}.${kebab(planned.call.name)}`);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter, at) => (at === 0 ? "" : "-") + letter.toLowerCase());
}

function tls(planned: Planned): JsonObject {
  const { service } = planned.call;
  const host = GLOBAL_HOSTS[service] ?? `${service}.${planned.region}.amazonaws.com`;
  return SERVES_OLD_TLS.has(service)
    ? { tlsVersion: "TLSv1.2", cipherSuite: "ECDHE-RSA-AES128-GCM-SHA256", clientProvidedHostHeader: host }
    : { tlsVersion: "TLSv1.3", cipherSuite: "TLS_AES_128_GCM_SHA256", clientProvidedHostHeader: host };
}
