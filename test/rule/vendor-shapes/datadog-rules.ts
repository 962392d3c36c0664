type Keys = Readonly<Record<string, unknown>>;

function query(text: string, keys: Keys = {}): Keys {
  return {
    query: `source:cloudtrail ${text}`,
    groupByFields: ["@userIdentity.arn"],
    hasOptionalGroupByFields: false,
    distinctFields: [],
    aggregation: "count",
    name: "",
    dataSource: "logs",
    ...keys,
  };
}

function oneCase(condition?: string, keys: Keys = {}): Keys {
  return { name: "", status: "medium", notifications: [], ...(condition === undefined ? {} : { condition }), ...keys };
}

type Windows = readonly [evaluationWindow: number, keepAlive: number, maxSignalDuration: number];

interface Parts {
  readonly queries: readonly Keys[];
  readonly cases: readonly Keys[];
  readonly windows?: Windows;
  readonly options?: Keys;
  readonly keys?: Keys;
}

const BY_SERVER: Keys = {
  id: "aaa-bbb-ccc",
  version: 3,
  defaultRuleId: "aaa-bbb-ccd",
  isDefault: true,
  isPartner: false,
  isBeta: false,
  isDeleted: false,
  isDeprecated: false,
  defaultTags: ["source:cloudtrail"],
  createdAt: 1767323045000,
  updatedAt: 1767323045000,
  creationAuthorId: 0,
  updateAuthorId: 0,
  creator: { handle: "", name: "" },
  updater: { handle: "", name: "" },
  blocking: false,
  metadata: { entities: null, sources: null },
};

/** A rule as the server sends it. */
function rule({ queries, cases, windows = [300, 3600, 3600], options = {}, keys = {} }: Parts): Keys {
  const [evaluationWindow, keepAlive, maxSignalDuration] = windows;
  return {
    name: "Calls",
    type: "log_detection",
    isEnabled: true,
    hasExtendedTitle: true,
    message: 'Somebody calls: {{@userIdentity.session_name}} {{#is_match "env" "x"}}y{{/is_match}} {{@@typo}}',
    tags: ["source:cloudtrail", "security:attack", "tactic:TA0006-credential-access", "technique:T1555-stores"],
    filters: [],
    queries,
    cases,
    options: {
      detectionMethod: "threshold",
      decreaseCriticalityBasedOnEnv: false,
      evaluationWindow,
      keepAlive,
      maxSignalDuration,
      ...options,
    },
    ...BY_SERVER,
    ...keys,
  };
}

const READ = query("@evt.name:GetParameter");
const anomaly = (given: Keys, condition: string | undefined, windows: Windows, more: Keys = {}): Keys =>
  rule({
    queries: [given],
    cases: [oneCase(condition)],
    windows,
    options: { detectionMethod: "anomaly_detection", ...more },
  });
const newValue = (given: Keys, windows: Windows, newValueOptions: Keys): Keys =>
  rule({ queries: [given], cases: [oneCase()], windows, options: { detectionMethod: "new_value", newValueOptions } });

const NEW_VALUE_OPTIONS = { forgetAfter: 28, learningMethod: "duration", learningDuration: 7, learningThreshold: 0 };

/** The rules of the vendor's methods that run here: the forms of their queries, cases and options. */
export const DATADOG_RULES: Readonly<Record<string, Keys>> = {
  count: rule({ queries: [READ], cases: [oneCase("a > 0")] }),
  "without what the server writes": { ...rule({ queries: [READ], cases: [oneCase("a>0")] }), id: undefined },
  "two cases, two queries": rule({
    queries: [query("@evt.name:A", { name: "first" }), query("@evt.name:B", { name: "second" })],
    cases: [
      oneCase("first > 5 && second > 0", { name: "both" }),
      oneCase("first >= 5 || second < 3", { status: "info" }),
    ],
    windows: [900, 3600, 86400],
  }),
  "one after the other": rule({
    queries: [query("@evt.name:A", { name: "first" }), query("@evt.name:B", { name: "second" })],
    cases: [oneCase("first > 0 THEN second > 0")],
    windows: [600, 3600, 86400],
  }),
  "joined by position": rule({
    queries: [
      query("@evt.name:A", { name: "made", groupByFields: ["@responseElements.snapshotId"] }),
      query("@evt.name:B", { name: "shared", groupByFields: ["@requestParameters.snapshotId"] }),
    ],
    cases: [oneCase("made > 0 && shared > 0")],
    windows: [7200, 7200, 7200],
  }),
  cardinality: rule({
    queries: [
      query("@evt.name:List*", { aggregation: "cardinality", distinctFields: ["@awsRegion"], name: "regions" }),
    ],
    cases: [oneCase("regions > 3", { status: "high", notifications: ["@slack-soc", "@team-x", "a@example.com"] })],
  }),
  "sum and max": rule({
    queries: [
      query("@evt.name:A", {
        aggregation: "sum",
        metric: "@additionalEventData.x",
        metrics: ["@additionalEventData.x"],
      }),
      query("@evt.name:A", { aggregation: "max", metric: "@additionalEventData.x" }),
    ],
    cases: [oneCase("a > 1000 || b >= 5")],
  }),
  "one group": rule({ queries: [query("@evt.name:A", { groupByFields: [] })], cases: [oneCase("a > 0")] }),
  "tags and optional groups": rule({
    queries: [query("@evt.name:A", { groupByFields: ["account", "host", "env"], hasOptionalGroupByFields: true })],
    cases: [oneCase("a > 0")],
  }),
  "each event alone": rule({ queries: [READ], cases: [oneCase("a > 0")], windows: [0, 0, 0] }),
  "environments, groups of signals, filters": rule({
    queries: [READ],
    cases: [oneCase("a > 0")],
    options: { decreaseCriticalityBasedOnEnv: true },
    keys: {
      groupSignalsBy: ["@userIdentity.arn"],
      filters: [
        { action: "suppress", query: "@userIdentity.arn:*ci-*" },
        { action: "require", query: "@awsRegion:eu-*" },
      ],
    },
  }),
  "edited default": rule({
    queries: [{ ...READ, customQueryExtension: "-@userIdentity.arn:*ci-*" }],
    cases: [{ ...oneCase("a > 0"), customStatus: "low" }],
    keys: { customName: "Our calls", customMessage: "Ask the team." },
  }),
  "empty lists of what does not run": rule({
    queries: [READ],
    cases: [oneCase("a > 0")],
    keys: { referenceTables: [], calculatedFields: [], thirdPartyCases: [], schedulingOptions: null },
  }),
  "anomaly: no condition": anomaly(READ, undefined, [1800, 1800, 1800]),
  "anomaly: fraction": anomaly({ ...READ, name: "reads" }, "reads > 0.995", [1800, 7200, 86400], {
    anomalyDetectionOptions: {
      bucketDuration: 300,
      learningDuration: 24,
      detectionTolerance: 5,
      instantaneousBaseline: false,
      instantaneousBaselineTimeoutMinutes: 30,
    },
  }),
  "anomaly: percent in two parts, short window": anomaly(
    { ...READ, aggregation: "cardinality", distinctFields: ["@requestParameters.name"] },
    "a > 99 5",
    [900, 3600, 86400],
    { anomalyDetectionOptions: { detectionTolerance: 3, learningPeriodBaseline: 10 } },
  ),
  "new value": newValue(
    { ...READ, aggregation: "new_value", metrics: ["@usr.account_id"], groupByFields: ["account"] },
    [0, 0, 0],
    {
      forgetAfter: 28,
      learningDuration: 7,
    },
  ),
  "new value: a tuple": newValue(
    { ...READ, aggregation: "new_value", metric: "@evt.name", metrics: ["@evt.name", "@awsRegion"], groupByFields: [] },
    [0, 3600, 86400],
    { ...NEW_VALUE_OPTIONS, instantaneousBaseline: false, instantaneousBaselineTimeoutMinutes: 30 },
  ),
  "new value: from the first on": newValue(
    { ...READ, aggregation: "new_value", metrics: ["@evt.name"] },
    [0, 1800, 1800],
    { forgetAfter: 7, learningMethod: "threshold", learningThreshold: 1 },
  ),
};

const METHOD = (detectionMethod: string, options: Keys = {}): Keys =>
  rule({ queries: [READ], cases: [oneCase("a > 0")], options: { detectionMethod, ...options } });

/** Those of other methods, types and logs. */
export const DATADOG_UNSUPPORTED: Readonly<Record<string, Keys>> = {
  "impossible travel": METHOD("impossible_travel", { impossibleTravelOptions: { baselineUserLocations: true } }),
  hardcoded: METHOD("hardcoded", { hardcodedEvaluatorType: "log4shell" }),
  "content anomaly": METHOD("anomaly_threshold"),
  sequence: METHOD("sequence_detection", {
    sequenceDetectionOptions: { steps: [{ name: "s", condition: "a > 0", evaluationWindow: 60 }], stepTransitions: [] },
  }),
  "third party": rule({
    queries: [],
    cases: [],
    options: { detectionMethod: "third_party", thirdPartyRuleOptions: { defaultStatus: "info", rootQueries: [] } },
    keys: { thirdPartyCases: [{ query: "status:error", name: "x", status: "high", notifications: [] }] },
  }),
  correlation: rule({
    queries: [
      { ruleId: "a", name: "a", aggregation: "event_count", correlatedByFields: ["@x"], correlatedQueryIndex: 0 },
    ],
    cases: [oneCase("a > 0")],
    keys: { type: "signal_correlation" },
  }),
  workload: rule({ queries: [READ], cases: [oneCase("a > 0")], keys: { type: "workload_security" } }),
  application: rule({ queries: [READ], cases: [oneCase("a > 0")], keys: { type: "application_security" } }),
  configuration: rule({ queries: [], cases: [oneCase()], keys: { type: "cloud_configuration" } }),
  scheduled: rule({
    queries: [READ],
    cases: [oneCase("a > 0")],
    keys: { schedulingOptions: { rrule: "FREQ=DAILY;", start: "2026-01-02T03:04:05", timezone: "UTC" } },
  }),
  "reference table": rule({
    queries: [READ],
    cases: [oneCase("a > 0")],
    keys: {
      referenceTables: [
        { tableName: "t", columnName: "c", logFieldPath: "x", checkPresence: true, ruleQueryName: "a" },
      ],
    },
  }),
  "other source": rule({
    queries: [query("", { query: "source:gcp.* @data.method:SetIamPolicy", groupByFields: ["@data.principal"] })],
    cases: [oneCase("a > 0")],
  }),
  "other service": rule({ queries: [query("", { query: "service:shop @usr.email:*" })], cases: [oneCase("a > 0")] }),
};
