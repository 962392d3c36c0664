import { afterEach, expect, test } from "vitest";
import { isPrintable } from "../../../src/alert/printable.ts";
import { inert, slackMessage } from "../../../src/notify/channels/slack.ts";
import { openChannels } from "../../../src/notify/open-channels.ts";
import { makeAlert } from "../../alert/make-alert.ts";
import { alertMessage, digestMessage, NEVER, type Receiver, receiver } from "../fixtures.ts";

let server: Receiver | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const HOSTILE = [
  "<!channel> <!here> <!subteam^S1> <@U123> <#C1|x>",
  "<https://evil.example|click me> https://evil.example [x](https://evil.example) ![x][y]",
  "@channel @here @all @ana & &lt;!channel&gt;",
  "line\nbreak\u2028 \u202e \u0007 *bold* `code`",
].join(" ");

interface SlackJson {
  readonly text: string;
  readonly blocks: readonly {
    readonly type: string;
    readonly text: { readonly type: string; readonly text: string };
  }[];
}

function told(reason: string): SlackJson {
  return slackMessage(alertMessage(makeAlert({ reason }))) as unknown as SlackJson;
}

test("hostile text mentions nobody, links nowhere and stays on its line", () => {
  const { text, blocks } = told(HOSTILE);
  expect(text).not.toMatch(/[<>]/);
  expect(text).not.toMatch(/&(?!amp;|lt;|gt;)/);
  expect(text).not.toMatch(/@(channel|here|all|ana|U123)/);
  expect(text).not.toMatch(/:\/\/|\]\(|\]\[/);
  expect(text.split("\n")[1]).toMatch(/^What: .*code/);
  // Slack reads no markup in plain_text, and there is nothing else.
  expect(new Set(blocks.map((block) => block.text.type))).toEqual(new Set(["plain_text"]));
  expect(isPrintable(blocks.flatMap((block) => block.text.text.split("\n")).join(""))).toBe(true);
});

test("what was escaped already is not taken back", () => {
  expect(inert("&lt;!channel&gt;")).toBe("&amp;lt;!channel&amp;gt;");
});

test("everything stays within Slack's limits", () => {
  const long = makeAlert({ reason: "<&>".repeat(50_000) });
  const rule = { ...long.rule, name: "\u{1f600}\u0007".repeat(1000) };
  const messages = [alertMessage({ ...long, rule }), digestMessage(Array.from({ length: 60 }, () => long))];
  for (const message of messages) {
    const { text, blocks } = slackMessage(message) as unknown as SlackJson;
    expect(text.length).toBeLessThanOrEqual(3_000);
    expect(text).not.toMatch(/&(?!amp;|lt;|gt;)/);
    expect(text.isWellFormed()).toBe(true);
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(blocks.map((block) => block.text.text.length).filter((length) => length > 3_000)).toEqual([]);
    expect(blocks[0]?.text.text.length).toBeLessThanOrEqual(150);
  }
});

test("tells what happened, who did it and which alert it is", () => {
  const { text, blocks } = told("Something new");
  expect(blocks[0]).toMatchObject({
    type: "header",
    text: { text: "medium: First decryption of parameters by an identity" },
  });
  for (const part of [
    "What: Something new",
    "assumed-role/deploy/ci-7",
    "198.51.100.7",
    "906136951c33b0b517f0a343835f2642",
  ])
    expect(text).toContain(part);
});

test("waits as long as Slack asks for", async () => {
  server = await receiver((response) => response.writeHead(429, { "Retry-After": "30" }).end("rate_limited"));
  const config = { kind: "slack", name: "chat", url: `${server.url}/T0/B0/secret-token`, allowPrivate: true } as const;
  const channel = (await openChannels([config])).get("chat");
  expect(await channel?.send(alertMessage(), NEVER)).toEqual({
    kind: "retry",
    reason: "the receiver answers 429",
    afterMs: 30_000,
  });
  expect(() => JSON.parse(server?.received[0]?.body ?? "")).not.toThrow();
});
