import { expect, test } from "vitest";
import { checkRoutes } from "../../src/notify/check-config.ts";
import type { ChannelConfig } from "../../src/notify/config.ts";
import { NotifyError } from "../../src/notify/notify-error.ts";
import { openChannels } from "../../src/notify/open-channels.ts";

const HOOK = { kind: "webhook", name: "soc", url: "https://hook.example.com/s3cr3t-path", secret: "k" } as const;
const MAIL = {
  kind: "smtp",
  name: "mail",
  host: "mail.example.com",
  port: 587,
  security: "starttls",
  from: "soc@example.com",
  to: ["ana@example.com"],
} as const;
const TOPIC = { kind: "sns", name: "topic", topicArn: "arn:aws:sns:eu-west-1:111122223333:alerts" } as const;

test("takes what can work", async () => {
  const configs: readonly ChannelConfig[] = [
    HOOK,
    { ...HOOK, name: "inside", url: "http://127.0.0.1:8080/x", allowPrivate: true, headers: { "X-Team": "soc" } },
    { kind: "slack", name: "chat", url: "https://chat.example.com/T/B/x" },
    TOPIC,
    { ...TOPIC, name: "gov.fifo", topicArn: "arn:aws-us-gov:sns:us-gov-west-1:111122223333:alerts.fifo" },
    { ...MAIL, from: "SOC Team <soc@example.com>", user: "u", password: "p" },
    { kind: "stdout", name: "out", timeout: 1000 },
  ];
  expect([...(await openChannels(configs)).keys()]).toEqual(configs.map(({ name }) => name));
});

const WRONG: readonly (readonly [message: string, config: ChannelConfig])[] = [
  ["name", { ...HOOK, name: "a b" }],
  ["timeout", { ...HOOK, timeout: 0 }],
  ["no URL", { ...HOOK, url: "s3cr3t-path" }],
  ["not https:", { ...HOOK, url: "file:///s3cr3t-path" }],
  ["http:, which only allow_private", { ...HOOK, url: "http://hook.example.com/s3cr3t-path" }],
  ["user or password", { ...HOOK, url: "https://a:s3cr3t-path@hook.example.com/" }],
  ["127.0.0.1 is loopback", { ...HOOK, url: "https://localhost/s3cr3t-path" }],
  ["127.0.0.1 is loopback", { ...HOOK, url: "https://a.localhost./s3cr3t-path" }],
  ["127.0.0.1 is loopback", { ...HOOK, url: "https://2130706433/s3cr3t-path" }],
  ["::1 is loopback", { kind: "slack", name: "chat", url: "https://[::1]/s3cr3t-path" }],
  ["metadata", { ...HOOK, url: "http://169.254.169.254/s3cr3t-path", allowPrivate: true }],
  ["secret is empty", { ...HOOK, secret: "" }],
  ["trailhound's own", { ...HOOK, headers: { "idempotency-KEY": "x" } }],
  ["no name of a header", { ...HOOK, headers: { "a\r\nb": "x" } }],
  ["not printable", { ...HOOK, headers: { a: "s3cr3t-path\r\nb: c" } }],
  ["topic ARN", { ...TOPIC, topicArn: "arn:aws:sqs:eu-west-1:111122223333:alerts" }],
  ["endpoint", { ...TOPIC, endpoint: "localhost" }],
  ["host", { ...MAIL, host: "a b" }],
  ["port", { ...MAIL, port: 70_000 }],
  ["not both", { ...MAIL, password: "s3cr3t-path" }],
  ["clear text", { ...MAIL, security: "none", user: "u", password: "s3cr3t-path" }],
  ["nobody", { ...MAIL, to: [] }],
  ["not an address", { ...MAIL, to: ["a@example.com\r\nBcc: b@example.com"] }],
  ["not an address", { ...MAIL, from: "a@example.com, b@example.com" }],
];

test.each(WRONG)("refuses: %s", async (message, config) => {
  const error = await openChannels([config]).catch((each: unknown) => each);
  expect(error).toBeInstanceOf(NotifyError);
  expect(String(error)).toContain(message);
  expect(String(error)).not.toContain("s3cr3t-path");
});

test("refuses two of one name, and routes that lead nowhere", async () => {
  await expect(openChannels([HOOK, { ...MAIL, name: "soc" }])).rejects.toThrow('two channels have the name "soc"');
  expect(() => checkRoutes([{ channels: ["socc"] }], ["soc"])).toThrow(
    'route 1: there is no channel "socc"; did you mean "soc"?',
  );
  expect(() => checkRoutes([{ channels: ["soc"] }, { channels: [] }], ["soc"])).toThrow("route 2: it names no channel");
  expect(() => checkRoutes([{ channels: ["soc"], tags: [] }], ["soc"])).toThrow("matches nothing");
  expect(() => checkRoutes([{ channels: ["soc"], digestOver: -1 }], ["soc"])).toThrow("digestOver");
  expect(() => checkRoutes([{ channels: ["soc"], digestWindow: 0 }], ["soc"])).toThrow("digestWindow");
});
