import { DAY, HOUR, MINUTE, SECOND } from "../../src/util/duration.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { read, session, user } from "./records.ts";
import { datadog, elastic, ruleFile } from "./rules.ts";

const START = Date.parse("2026-06-20T00:00:00Z");

/** Events in which ties, run boundaries, missing ids and ids that two accounts share decide about alerts. */
export function histories(): JsonObject[] {
  return [...habit(), ...ties(), ...burst(), ...denied(), ...anonymous(), ...twoAccounts(), ...odd()];
}

/** A role that reads the same two names every hour, day and night. */
function habit(): JsonObject[] {
  return Array.from({ length: 24 * 8 }, (_, hour) =>
    read(`habit-${hour}`, START + hour * HOUR + 7 * MINUTE, {
      userIdentity: session("billing", `job-${hour % 3}`),
      requestParameters: { name: `/billing/${hour % 2}`, withDecryption: true },
    }),
  );
}

/** Several identities and names that are all new in one second, at the very border of two runs. */
function ties(): JsonObject[] {
  return Array.from({ length: 12 }, (_, n) =>
    read(`tie-${n}`, START + 2 * DAY + (n % 3 === 0 ? -SECOND : 0), {
      userIdentity: user(`person${n % 4}`),
      requestParameters: { name: `/team/${n % 5}`, withDecryption: true },
    }),
  );
}

/** A session that reads sixty names in ten minutes. */
function burst(): JsonObject[] {
  return Array.from({ length: 60 }, (_, n) =>
    read(`burst-${n}`, START + 6 * DAY + 10 * HOUR + n * 10 * SECOND, {
      userIdentity: session("billing", "botocore-1"),
      sourceIPAddress: "198.51.100.66",
      requestParameters: { name: `/billing/all/${n}`, withDecryption: true },
    }),
  );
}

function denied(): JsonObject[] {
  return Array.from({ length: 9 }, (_, n) =>
    read(`denied-${n}`, START + 5 * DAY + n * MINUTE, {
      userIdentity: user("mallory"),
      errorCode: "AccessDenied",
      errorMessage: `not authorized on resource: arn:aws:ssm:eu-west-1:1:parameter/x/${n}`,
      requestParameters: null,
    }),
  );
}

/** No eventID: the content is what tells them apart. */
function anonymous(): JsonObject[] {
  return Array.from({ length: 6 }, (_, n) => {
    const {
      eventID: _id,
      responseElements: _none,
      ...rest
    } = read("x", START + 3 * DAY + (n % 2) * SECOND, {
      userIdentity: user("nobody"),
      requestParameters: { names: [`/none/${n}`, "/none/all"], withDecryption: true },
      eventName: "GetParameters",
    });
    return rest;
  });
}

/** One event id in two accounts, at one time. */
function twoAccounts(): JsonObject[] {
  return ["111122223333", "444455556666"].map((account) =>
    read("shared-id", START + 4 * DAY, {
      recipientAccountId: account,
      userIdentity: user("twin", { arn: `arn:aws:iam::${account}:user/twin`, accountId: account }),
      requestParameters: { name: `/of/${account}`, withDecryption: true },
    }),
  );
}

function odd(): JsonObject[] {
  const time = START + 4 * DAY + HOUR;
  return [
    read("odd-1", time, { userIdentity: { accountId: "111122223333" }, userAgent: ["a", "b"] }),
    read("odd-2", time, { readOnly: "true", eventTime: "2026-06-24T03:00:00.250+02:00" }),
    read("odd-3", time, { requestParameters: "a string", futureField: { a: [1, 2.5e3, "\u202e"] } }),
    read("odd-4", time, { userIdentity: null, resources: [{ ARNPrefix: "arn:aws:s3:::b/" }] }),
  ];
}

const READS = "source:cloudtrail @evt.name:(GetParameter OR GetParameters)";
const BY_ARN = ["@userIdentity.arn"];

/** A rule of each method beyond those of the built-in pack, with caps and suppressions that ties decide about. */
export const METHOD_RULES = ruleFile(
  elastic("every-read", { query: "event.action: GetParameters or user.name: person*", max_signals: 2 }),
  elastic("folded-for-a-day", {
    query: "event.action: GetParameter*",
    alert_suppression: { group_by: ["user.name", "source.ip"], duration: { value: 24, unit: "h" } },
  }),
  elastic("threshold", {
    type: "threshold",
    query: "event.action: GetParameter*",
    threshold: { field: ["cloud.account.id"], value: 3, cardinality: [{ field: "user.name", value: 2 }] },
  }),
  datadog("trl-two-queries", {
    queries: [
      { query: READS, groupByFields: BY_ARN, aggregation: "cardinality", distinctFields: ["@requestParameters.name"] },
      { query: `${READS} @errorCode:AccessDenied`, groupByFields: BY_ARN },
    ],
    cases: [
      { name: "denied", status: "high", condition: "b > 3" },
      { name: "many", status: "medium", condition: "a > 10" },
    ],
  }),
  datadog("trl-new-value", {
    queries: [{ query: READS, groupByFields: BY_ARN, aggregation: "new_value", metrics: ["@requestParameters.name"] }],
    cases: [{ name: "", status: "low" }],
    options: {
      detectionMethod: "new_value",
      evaluationWindow: 0,
      keepAlive: 0,
      maxSignalDuration: 0,
      newValueOptions: { forgetAfter: 7, learningMethod: "threshold", learningThreshold: 0 },
    },
  }),
);
