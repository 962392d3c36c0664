import { expect, test } from "vitest";
import { readPath } from "../../../src/alert/document/read-path.ts";
import { jiraBody } from "../../../src/alert/respond/forms/jira.ts";
import { slackBlocks } from "../../../src/alert/respond/forms/slack.ts";
import { stepFunctionsInput } from "../../../src/alert/respond/forms/step-functions.ts";
import { userIdentity } from "../fixtures.ts";
import { alertBy, alertOnParameters } from "./alerts.ts";

const ALERT = alertBy(userIdentity());
const HOSTILE = alertOnParameters(["<!channel> {code} [x|https://evil.example] !img! *b* {noformat}", "a\u001bb"]);

test("Slack: a block kit message within Slack's limits", () => {
  const many = alertOnParameters(Array.from({ length: 120 }, (_, i) => `/p/${i}`));
  for (const alert of [ALERT, HOSTILE, many]) {
    const message = slackBlocks(alert);
    const blocks = message["blocks"];
    expect(Array.isArray(blocks) && blocks.length).toBeLessThanOrEqual(50);
    const texts = [...readPath(message, "blocks.text.text"), ...readPath(message, "blocks.elements.elements.text")];
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(3_000);
    expect(new Set(readPath(message, "blocks.text.type"))).toEqual(new Set(["plain_text"]));
  }
  expect(readPath(slackBlocks(many), "blocks.text.text").at(-1)).toMatch(
    /^\d+ further steps are in the report of alert/,
  );
});

test("Slack: commands stand as they are", () => {
  const commands = ALERT.respond.flatMap((step) => step.command ?? []);
  const shown = readPath(slackBlocks(ALERT), "blocks.elements.elements.text");
  expect(shown.length).toBeGreaterThan(5);
  expect(commands).toEqual(expect.arrayContaining([...shown]));
});

test("Jira: event text cannot mention, link, embed or close a block", () => {
  const body = jiraBody(HOSTILE);
  expect(body).not.toMatch(/\{code\} |\{noformat\}|\[x\||!img!|\*b\*/);
  expect(body).not.toContain("\u001b");
  expect(body).toContain("&#123;code&#125;");
  expect(jiraBody(ALERT).split("{code:bash}").length).toBe(jiraBody(ALERT).split("{code}\n").length);
});

test("Step Functions: every step with its command, as data", () => {
  const input = stepFunctionsInput(ALERT);
  expect(input).toMatchObject({
    alert_id: ALERT.id,
    accounts: ["111122223333"],
    identity: { user: "ana", access_key: "AKIAEXAMPLEKEY000001" },
    secrets: { total: 2 },
  });
  expect(readPath(input, "steps.number")).toEqual(ALERT.respond.map((_, i) => String(i + 1)));
});
