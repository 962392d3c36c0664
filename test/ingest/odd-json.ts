import fc from "fast-check";

/** JSON text in every spelling that the grammar allows: white space, escapes, numbers, repeated keys. */
const space = fc.constantFrom("", "", "", " ", "\n", "\r\n\t ");
const character = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("a", "B", "7", " ", "é", "日", "😀", "{", "}", "[", "]", ",", ":") },
  fc.constantFrom(
    '\\"',
    "\\\\",
    "\\/",
    "\\b",
    "\\n",
    "\\u0041",
    "\\u00e9",
    "\\ud83d\\ude00",
    "\\u0000",
    "\\ud800",
    "\\udc00x",
  ),
);
const string = fc.array(character, { maxLength: 12 }).map((parts) => `"${parts.join("")}"`);
const scalar = fc.oneof(
  string,
  fc.constantFrom(
    "0",
    "-0",
    "1.50",
    "1e5",
    "-2E-3",
    "12345678901234567890",
    "true",
    "false",
    "null",
    '""',
    '"-"',
    '"none"',
  ),
);
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    arrayOf(tie("value")),
    objectOf(string, tie("value")),
  ),
}));

function arrayOf(element: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(fc.array(element, { maxLength: 3 }), space).map(([list, gap]) => `[${gap}${list.join(`${gap},`)}]`);
}

function objectOf(key: fc.Arbitrary<string>, member: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const members = fc.array(fc.tuple(key, space, space, member, space), { maxLength: 4 });
  return members.map((all) => `{${all.map(([k, a, b, v, c]) => `${a}${k}${b}:${b}${v}${c}`).join(",")}}`);
}

export const oddValue: fc.Arbitrary<string> = value;

const time = fc.constantFrom(
  '"2026-01-02T03:04:05Z"',
  '"2026-01-02T03:04:05Z"',
  '"2026-01-02T03:04:05.678Z"',
  '"2026-01-02T03:04:05+01:00"',
  '"2026-02-30T00:00:00Z"',
  '"2026-01-02T24:00:00Z"',
  '"2026-01-02"',
  '"2026-01-02T03:04:0\\u0035Z"',
  "5",
  "null",
);
const usualText = fc.constantFrom('"ssm.amazonaws.com"', '"GetParameter"', '"a b"', '"é"', '"\\"q\\""', '""');
const identity = fc.oneof(
  objectOf(
    fc.constantFrom('"type"', '"arn"', '"aRN"', '"userName"', '"accountId"', '"ty\\u0070e"', '"onBehalfOf"'),
    scalar,
  ),
  fc.constantFrom(
    '{"type":"AssumedRole","arn":"arn:aws:sts::1:assumed-role/app/i-0","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::1:role/app","userName":"app"}}}',
    '{"type":"AssumedRole","sessionContext":{"sessionIssuer":{"userName":"a"}},"sessionContext":{}}',
    '{"sessionContext":{"sessionIssuer":null}}',
  ),
  value,
);
const field = fc.oneof(
  fc.tuple(
    fc.constantFrom('"eventName"', '"eventSource"', '"eventID"', '"userAgent"', '"errorCode"'),
    fc.oneof(usualText, scalar),
  ),
  fc.tuple(fc.constant('"userIdentity"'), identity),
  fc.tuple(
    fc.constantFrom('"readOnly"', '"managementEvent"'),
    fc.constantFrom("true", "false", "null", '"true"', "1", "{}"),
  ),
  fc.tuple(
    fc.constantFrom('"eventType"', '"eventCategory"'),
    fc.constantFrom('"AwsApiCall"', '"AwsCloudTrailInsight"', '"Insight"', '"Insigh\\u0074"'),
  ),
  fc.tuple(fc.constantFrom('"requestParameters"', '"resources"', '"responseElements"'), value),
  fc.tuple(
    fc.constantFrom(
      '"other"',
      '"other"',
      '"x\\n"',
      '"event\\u004eame"',
      '"7"',
      '"__proto__"',
      '""',
      '"insightDetails"',
      '"Records"',
      '"events"',
      '"detail"',
    ),
    value,
  ),
);

/** The text of something that may be a record, and mostly is one. */
export const oddRecord: fc.Arbitrary<string> = fc
  .tuple(time, usualText, fc.array(fc.tuple(field, space), { maxLength: 8 }), space, fc.boolean())
  .map(([when, name, fields, gap, plain]) => {
    const members = [
      `"eventTime":${plain ? '"2026-01-02T03:04:05Z"' : when}`,
      `"eventName":${name}`,
      `"eventID":"id"`,
      ...fields.map(([[key, text], a]) => `${plain ? "" : a}${key}${plain ? "" : a}:${text}`),
    ];
    return `{${plain ? "" : gap}${members.join(`${plain ? "" : gap},`)}}`;
  });
