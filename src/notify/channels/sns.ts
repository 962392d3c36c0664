import type { PublishCommandInput, SNSClient } from "@aws-sdk/client-sns";
import { jsonBody } from "../body.ts";
import type { Channel, Message, Sent } from "../channel.ts";
import type { SnsConfig } from "../config.ts";
import { withDeadline } from "../deadline.ts";
import { DEFAULT_TIMEOUT } from "../http/target.ts";
import { keyOf } from "../key-of.ts";
import { headline } from "../wording.ts";

/** SNS takes 262,144 bytes with attributes and subject. */
const LARGEST_BODY = 250_000;
/** SNS: fewer than 100 characters, ASCII, one line, beginning with a letter, digit or punctuation. */
const LONGEST_SUBJECT = 99;
const LONGEST_ATTRIBUTE = 256;

type Sdk = typeof import("@aws-sdk/client-sns");

/** Publishes the JSON that webhooks get. The SDK is loaded with the first message. */
export function snsChannel(config: SnsConfig): Channel {
  const { topicArn, timeout = DEFAULT_TIMEOUT } = config;
  const load = async (): Promise<{ readonly sdk: Sdk; readonly client: SNSClient }> => {
    const sdk = await import("@aws-sdk/client-sns");
    return { sdk, client: clientOf(sdk, config) };
  };
  let loaded: ReturnType<typeof load> | null = null;
  return {
    name: config.name,
    send: async (message, outer): Promise<Sent> => {
      loaded ??= load();
      const { sdk, client } = await loaded;
      const command = new sdk.PublishCommand(publication(message, topicArn));
      try {
        await withDeadline(outer, timeout, (abortSignal) => client.send(command, { abortSignal }));
        return { kind: "sent" };
      } catch (error) {
        return snsFailure(error);
      }
    },
    close: async () => {
      if (loaded !== null) (await loaded).client.destroy();
    },
  };
}

/** The outbox retries: the SDK's own would send again what it does not know to have arrived. */
function clientOf(sdk: Sdk, { topicArn, region, endpoint }: SnsConfig): SNSClient {
  return new sdk.SNSClient({
    region: region ?? topicArn.split(":")[3] ?? "",
    maxAttempts: 1,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
}

/** What is published. FIFO topics drop copies by the key, and keep the order within a thread. */
export function publication(message: Message, topicArn: string): PublishCommandInput {
  const key = keyOf(message);
  return {
    TopicArn: topicArn,
    Subject: subjectOf(message),
    Message: jsonBody(message, LARGEST_BODY),
    MessageAttributes: Object.fromEntries(
      Object.entries({ ...attributesOf(message), key }).map(([name, value]) => [
        name,
        { DataType: "String", StringValue: value },
      ]),
    ),
    ...(topicArn.endsWith(".fifo") ? { MessageDeduplicationId: key, MessageGroupId: groupOf(message) } : {}),
  };
}

function groupOf(message: Message): string {
  const group = message.kind === "alert" ? message.notice.thread : "digests";
  return group.replace(/[^\x21-\x7e]/g, "_").slice(0, 128);
}

/** For subscription filters. A digest has the highest severity in it, and no rule. */
function attributesOf(message: Message): Readonly<Record<string, string>> {
  if (message.kind === "digest") {
    const [first] = message.samples;
    return first === undefined ? { kind: "digest" } : { kind: "digest", severity: first.alert.rule.severity };
  }
  const { notice, stored } = message;
  const rule = headOf(stored.alert.rule.id);
  return { kind: notice.kind, severity: notice.severity, ...(rule === "" ? {} : { rule }) };
}

function headOf(text: string): string {
  return text.toWellFormed().replace(/\p{C}/gu, "").slice(0, LONGEST_ATTRIBUTE).toWellFormed();
}

function subjectOf(message: Message): string {
  return headline(message, LONGEST_SUBJECT)
    .replace(/[^\x20-\x7e]/g, "?")
    .slice(0, LONGEST_SUBJECT);
}

/** Names of errors only: the message of a wrong signature holds the request's headers. What permissions deny may be granted later. */
function snsFailure(error: unknown): Sent {
  const { name, status } = errorFacts(error);
  const reason = `SNS: ${name}${status === null ? "" : ` (${status})`}`;
  const isFinal =
    status !== null && status >= 400 && status < 500 && !RETRIED.has(status) && !name.startsWith("Thrott");
  return isFinal ? { kind: "refused", reason } : { kind: "retry", reason };
}

const RETRIED = new Set([401, 403, 408, 425, 429]);

function errorFacts(error: unknown): { readonly name: string; readonly status: number | null } {
  if (!(error instanceof Error)) return { name: "unknown error", status: null };
  const metadata = "$metadata" in error ? (error.$metadata as { readonly httpStatusCode?: unknown }) : {};
  const { httpStatusCode } = metadata;
  const named = error.name === "Error" && "code" in error ? String(error.code) : error.name;
  return {
    name: /^[\w.]{1,80}$/.test(named) ? named : "unknown error",
    status: typeof httpStatusCode === "number" ? httpStatusCode : null,
  };
}
