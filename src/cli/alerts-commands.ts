import { type Command, InvalidArgumentError, Option } from "commander";
import { CLOSE_REASONS, TRIAGE_STATES } from "../alert/store/stored-alert.ts";
import { SEVERITIES } from "../rule/rule.ts";
import type { OpenLocal } from "./api-connect.ts";
import { type ExitCodes, helpAfter } from "./help-text.ts";

const DATA = ["--data <dir>", "directory that serve keeps"] as const;
const MOST_LISTED = 10_000;

const READ_CODES: ExitCodes = { 2: "wrong usage, or refused" };
const WRITE_CODES: ExitCodes = { 2: "wrong usage, or refused: nothing was changed" };

/** The commands for stored alerts. `openLocal`: for a directory that nobody serves. */
export function addAlerts(program: Command, openLocal: OpenLocal): void {
  const alerts = program
    .command("alerts")
    .description("look at the alerts that serve keeps, and say what became of them")
    .addHelpText("after", helpAfter([], READ_CODES));
  addList(alerts, openLocal);
  addShow(alerts, openLocal);
  addUpdate(alerts, openLocal);
  addComment(alerts, openLocal);
}

function collect(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

/** A repeatable option with choices. */
function several(flags: string, description: string, choices: readonly string[]): Option {
  const option = new Option(flags, description).choices([...choices]);
  return option.argParser((value: string, previous: readonly string[] | undefined) => {
    if (!choices.includes(value)) throw new InvalidArgumentError(`Allowed choices are ${choices.join(", ")}.`);
    return collect(value, previous);
  });
}

function count(text: string): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > MOST_LISTED) throw new InvalidArgumentError(`expected 1 to ${MOST_LISTED}`);
  return number;
}

function addList(alerts: Command, openLocal: OpenLocal): void {
  alerts
    .command("list")
    .description("stored alerts, the newest first")
    .requiredOption(...DATA)
    .addOption(several("--state <state>", "alerts in this state (repeatable)", TRIAGE_STATES))
    .addOption(new Option("--severity <severity>", "alerts that are at least so severe").choices([...SEVERITIES]))
    .option("--rule <id>", "alerts of this rule (repeatable)", collect)
    .addOption(new Option("--assignee <name>", "alerts that this person has").conflicts("unassigned"))
    .option("--unassigned", "alerts that nobody has")
    .option("--from <time>", "alerts from this time on: ISO, a day, or now-10d")
    .option("--to <time>", "alerts before this time")
    .option("--q <words>", "alerts with all these words in their text")
    .addOption(
      several("--include <which>", "also those that are not current (repeatable)", ["superseded", "suppressed"]),
    )
    .addOption(new Option("--sort <by>", "order").choices(["time", "opened", "changed", "severity"]).default("time"))
    .addOption(new Option("--order <order>", "direction").choices(["desc", "asc"]).default("desc"))
    .option("--limit <n>", "at most so many", count, 50)
    .option("--cursor <text>", "go on where a list before ended: it says how")
    .addOption(new Option("--format <format>", "of the list").choices(["table", "json", "ndjson"]).default("table"))
    .addHelpText(
      "after",
      helpAfter(
        [
          "trailhound alerts list --data ./data",
          "trailhound alerts list --data ./data --state open --severity high --from now-1d",
          "trailhound alerts list --data ./data --unassigned --format ndjson",
        ],
        READ_CODES,
      ),
    )
    .action(async (options) => (await import("./alerts-list.ts")).runAlertsList(options, openLocal));
}

function addShow(alerts: Command, openLocal: OpenLocal): void {
  alerts
    .command("show")
    .description("one alert: what, who, which secrets, what to do, what people said")
    .argument("<id>", "of the alert, also one that it had before")
    .requiredOption(...DATA)
    .addOption(new Option("--format <format>", "of the output").choices(["text", "json"]).default("text"))
    .addHelpText(
      "after",
      helpAfter(["trailhound alerts show 0b6f3b0a52f1c3de9d3a7c1f4e8a2b60 --data ./data"], READ_CODES),
    )
    .action(async (id, options) => (await import("./alerts-show.ts")).runAlertsShow(id, options, openLocal));
}

function addUpdate(alerts: Command, openLocal: OpenLocal): void {
  alerts
    .command("update")
    .description("change state or assignee of alerts")
    .argument("<id...>", "of the alerts, also those that they had before")
    .requiredOption(...DATA)
    .addOption(new Option("--state <state>", "new state").choices([...TRIAGE_STATES]))
    .addOption(new Option("--reason <reason>", "why it is closed").choices([...CLOSE_REASONS]))
    .addOption(new Option("--assignee <name>", "who has it").conflicts("unassign"))
    .option("--unassign", "nobody has it any more")
    .option("--comment <text>", "say something with it")
    .addHelpText(
      "after",
      helpAfter(
        [
          "trailhound alerts update 0b6f3b0a52f1c3de9d3a7c1f4e8a2b60 --data ./data --state acknowledged --assignee ana",
          "trailhound alerts update 0b6f3b0a52f1c3de9d3a7c1f4e8a2b60 --data ./data --state closed --reason benign --comment 'the nightly job'",
        ],
        WRITE_CODES,
      ),
    )
    .action(async (ids, options) => (await import("./alerts-update.ts")).runAlertsUpdate(ids, options, openLocal));
}

function addComment(alerts: Command, openLocal: OpenLocal): void {
  alerts
    .command("comment")
    .description("say something about an alert")
    .argument("<id>", "of the alert, also one that it had before")
    .argument("<text>", "what to say")
    .requiredOption(...DATA)
    .addHelpText(
      "after",
      helpAfter(
        ["trailhound alerts comment --data ./data 0b6f3b0a52f1c3de9d3a7c1f4e8a2b60 'Asked the owner.'"],
        WRITE_CODES,
      ),
    )
    .action(async (id, text, options) =>
      (await import("./alerts-comment.ts")).runAlertsComment(id, text, options, openLocal),
    );
}
