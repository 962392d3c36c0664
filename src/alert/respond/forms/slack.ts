import type { JsonObject, JsonValue } from "../../../util/json.ts";
import type { Alert, ResponseStep } from "../../alert.ts";
import { printable, printableShort } from "../../printable.ts";

/** Slack's own limits: 50 blocks a message, 150 characters a header, 3,000 a text. */
const MOST_BLOCKS = 50;
const LONGEST_HEADER = 150;
const LONGEST_TEXT = 3_000;

/**
 * A Slack message (`{"blocks": [...]}`). Event text stands in `plain_text` and preformatted elements only, where Slack reads no markup:
 * it cannot mention people or forge links.
 */
export function slackBlocks(alert: Alert): JsonObject {
  const head = [header(alert), plain(alert.reason)];
  const steps = alert.respond.map(stepBlocks);
  const blocks = [...head];
  let shown = 0;
  for (const each of steps) {
    if (blocks.length + each.length > MOST_BLOCKS - 1) break;
    blocks.push(...each);
    shown += 1;
  }
  const rest = steps.length - shown;
  return {
    blocks: rest === 0 ? blocks : [...blocks, plain(`${rest} further steps are in the report of alert ${alert.id}.`)],
  };
}

function header(alert: Alert): JsonObject {
  const text = printableShort(`${alert.rule.severity}: ${alert.rule.name}`, LONGEST_HEADER);
  return { type: "header", text: { type: "plain_text", emoji: false, text: text.slice(0, LONGEST_HEADER) } };
}

function plain(text: string): JsonObject {
  return { type: "section", text: { type: "plain_text", emoji: false, text: fitted(printable(text)) } };
}

function stepBlocks(step: ResponseStep): readonly JsonObject[] {
  const title = plain(`${step.step} (${step.effect}): ${step.title}`);
  if (step.command === null) return [title];
  if (step.command.length > LONGEST_TEXT)
    return [title, plain("The command is too long for Slack: take it from the report.")];
  const elements: readonly JsonValue[] = [{ type: "text", text: step.command }];
  return [title, { type: "rich_text", elements: [{ type: "rich_text_preformatted", elements }] }];
}

function fitted(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1)}…`;
}
