import type { Alert, ResponseStep } from "../../alert.ts";
import { printable } from "../../printable.ts";

/** The body of a Jira issue in wiki markup; event text is escaped, so that it cannot mention, link, embed or close a block. */
export function jiraBody(alert: Alert): string {
  const facts = [
    `*Rule:* ${wiki(alert.rule.name)} (${alert.rule.severity})`,
    `*Alert:* ${wiki(alert.id)}`,
    `*Events:* ${alert.events.total}, ${alert.events.first} to ${alert.events.last}`,
  ];
  const steps = alert.respond.flatMap(stepLines);
  return [wiki(alert.reason), "", ...facts, "", "h2. Response", ...steps, ""].join("\n");
}

function stepLines(step: ResponseStep): readonly string[] {
  const title = `h3. ${step.step} (${step.effect}): ${wiki(step.title)}`;
  if (step.command === null) return ["", title];
  const undo = step.undo === null ? [] : ["Undo:", ...code(step.undo)];
  return ["", title, ...code(step.command), ...undo];
}

/** The text of a search may hold any printable event text, also what would close the block. */
function code(command: string): readonly string[] {
  if (command.includes("{code")) return ["(the command is in the report of the alert)"];
  return ["{code:bash}", command, "{code}"];
}

function wiki(text: string): string {
  return printable(text).replace(/[\\{}[\]|!*_^~@#?+-]/g, (char) => `&#${char.charCodeAt(0)};`);
}
