import { safeJson } from "../../alert/format/safe-json.ts";
import type { JsonObject } from "../../util/json.ts";
import type { Channel, Message } from "../channel.ts";
import type { SlackConfig } from "../config.ts";
import type { ChannelHooks } from "../hooks.ts";
import { httpChannel } from "../http/http-channel.ts";
import { type Fact, factsOf, headline } from "../wording.ts";

/** Slack's limits: 150 characters a header, 3,000 a text, 50 blocks. */
const LONGEST_HEADER = 150;
const LONGEST_TEXT = 3_000;
const MOST_FACTS = 40;
const FACTS_A_BLOCK = 4;

/** Posts to an incoming webhook of Slack, or of what speaks like it (Mattermost reads `text` only). */
export function slackChannel(config: SlackConfig, hooks: ChannelHooks): Channel {
  return httpChannel(config, hooks, (message) => {
    const body = safeJson(slackMessage(message));
    return {
      headers: { "Content-Type": "application/json", "Content-Length": String(Buffer.byteLength(body)) },
      body,
    };
  });
}

/**
 * Event text stands in `plain_text`, where Slack reads no markup, and in `text`, which other readers and notifications show, made inert.
 * Nothing of it mentions people, unfurls or links.
 */
export function slackMessage(message: Message): JsonObject {
  const title = headline(message, LONGEST_HEADER);
  const facts = factsOf(message).slice(0, MOST_FACTS);
  return {
    text: fitted(inert([title, ...facts.map(lineOf)].join("\n")), LONGEST_TEXT),
    blocks: [{ type: "header", text: plainText(fitted(title, LONGEST_HEADER)) }, ...sections(facts)],
    mrkdwn: false,
    parse: "none",
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  };
}

function sections(facts: readonly Fact[]): readonly JsonObject[] {
  const blocks: JsonObject[] = [];
  for (let at = 0; at < facts.length; at += FACTS_A_BLOCK) {
    const lines = facts.slice(at, at + FACTS_A_BLOCK).map(lineOf);
    blocks.push({ type: "section", text: plainText(fitted(lines.join("\n"), LONGEST_TEXT)) });
  }
  return blocks;
}

function lineOf([label, value]: Fact): string {
  return `${label}: ${value}`;
}

function plainText(text: string): JsonObject {
  return { type: "plain_text", emoji: false, text };
}

const ZERO_WIDTH_SPACE = "\u200b";
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Slack's own escapes; and a break inside what a reader of Markdown takes for a mention, an address or a link. */
export function inert(text: string): string {
  return text
    .replace(/@(?=[\p{L}\p{N}_.-])|:(?=\/\/)|\](?=[([])/gu, (char) => char + ZERO_WIDTH_SPACE)
    .replace(/[&<>]/g, (char) => ENTITIES[char] ?? "");
}

/** Never cuts an escape or a surrogate pair in two. */
function fitted(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most - 1).replace(/(?:&[a-z]{0,3}|[\ud800-\udbff])$/, "");
  return `${head}…`;
}
