import { Command, InvalidArgumentError, Option } from "commander";
import { SEVERITIES } from "../rule/rule.ts";
import { addAlerts } from "./alerts-commands.ts";
import type { OpenLocal } from "./api-connect.ts";
import { type ExitCodes, helpAfter } from "./help-text.ts";
import { addServe } from "./serve-commands.ts";
import { addToken } from "./token-commands.ts";
import { version } from "./version.ts";

const VOCABULARIES = ["ecs", "datadog", "cloudtrail"];
const FORMATS = ["table", "ndjson", "elastic", "datadog"];

const SCAN_CODES: ExitCodes = {
  1: "--fail-on was given and an alert reaches it",
  2: "wrong usage or a wrong rule: nothing was scanned",
  3: "done, but some input could not be read or a rule failed: each is named",
};

/** The command line. Each command's code is loaded when it is run, so that help is fast. */
export function makeProgram(): Command {
  const program = new Command("trailhound")
    .description("Finds attacks in AWS CloudTrail logs with the rules that Elastic and Datadog users already have.")
    .version(version())
    .showSuggestionAfterError()
    .showHelpAfterError("(--help says what is there)")
    .exitOverride()
    .addHelpText("after", helpAfter([], SCAN_CODES));
  addScan(program);
  addServe(program);
  addAlerts(program, openLocalApi);
  addEvents(program);
  addBacktest(program);
  addLake(program);
  addRules(program);
  addToken(program);
  addSimulate(program);
  addDemo(program);
  for (const command of allCommands(program)) command.exitOverride();
  return program;
}

/** Loaded when a command needs it. */
const openLocalApi: OpenLocal = async (directory, access) =>
  (await import("../serve/open-local.ts")).openLocal(directory, version(), access);

function allCommands(command: Command): Command[] {
  return command.commands.flatMap((each) => [each, ...allCommands(each)]);
}

function collect(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("expected a whole number");
  return Number(text);
}

const MOST_THREADS = 256;

function threads(text: string): number {
  const count = wholeNumber(text);
  if (count < 1 || count > MOST_THREADS) throw new InvalidArgumentError(`expected 1 to ${MOST_THREADS}`);
  return count;
}

function integer(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new InvalidArgumentError("expected an integer");
  return Number(text);
}

function addScan(program: Command): void {
  const command = program
    .command("scan")
    .description("run rules over CloudTrail logs and print the alerts")
    .argument("<path...>", "files, directories (read recursively), or - for standard input")
    .option("--lake <dir>", "add the events to this kept lake, and look for alerts in the time of the new ones")
    .option("--rules <path>", "rule file or directory, besides the built-in pack (repeatable)", collect)
    .option("--no-builtin", "without the built-in rules")
    .option("--suppressions <path>", "file or directory of suppressions and exceptions (repeatable)", collect)
    .option("--include-disabled", "run rules that are switched off, too")
    .option("--strict", "rules of a kind that is not supported yet are errors")
    .option("--from <time>", "alerts from this time on: ISO, a day, or now-10d; earlier events are history")
    .option("--to <time>", "alerts before this time")
    .addOption(new Option("--format <format>", "of the alerts").choices(FORMATS).default("table"))
    .option("--out <file>", "write the alerts there instead of to standard output")
    .option("--report <file>", "write an HTML report (one file, opens offline)")
    .option("--summary <file>", "write the summary as JSON")
    .addOption(
      new Option("--fail-on <severity>", "exit 1 when an alert is at least this severe").choices([...SEVERITIES]),
    );
  addReadOptions(command)
    .addHelpText(
      "after",
      helpAfter(
        [
          "trailhound scan ./AWSLogs",
          "trailhound scan ./AWSLogs --rules ./my-rules --from now-30d --report report.html",
          "trailhound scan ./new-logs --lake ./lake --format ndjson",
          "zcat *.json.gz | trailhound scan - --format ndjson --fail-on high",
        ],
        SCAN_CODES,
      ),
    )
    .action(async (paths, options) => (await import("./scan.ts")).runScan(paths, options));
}

function addEvents(program: Command): void {
  const command = program
    .command("events")
    .description("print events as a vocabulary sees them, one JSON document a line; the search for investigations")
    .argument("[path...]", "files, directories (read recursively), or - for standard input")
    .option("--lake <dir>", "search this kept lake instead of logs")
    .addOption(new Option("--as <vocabulary>", "names of the fields").choices(VOCABULARIES).default("ecs"))
    .option("--where <expression>", "KQL with ecs and cloudtrail, Datadog log search with datadog")
    .option("--from <time>", "events from this time on: ISO, a day, or now-10d")
    .option("--to <time>", "events before this time")
    .option("--limit <n>", "at most so many events, the oldest", wholeNumber);
  addReadOptions(command)
    .addHelpText(
      "after",
      helpAfter(
        [
          "trailhound events ./AWSLogs --where 'event.action: GetParameter* and event.outcome: failure'",
          "trailhound events --lake ./lake --where 'user.name: ci-deploy' --from now-2d",
          "trailhound events ./AWSLogs --as datadog --where '@evt.name:GetParameter -@userIdentity.invokedBy:*' --limit 10",
        ],
        SCAN_CODES,
      ),
    )
    .action(async (paths, options) => (await import("./events.ts")).runEvents(paths, options));
}

/** What every command that reads logs takes. */
function addReadOptions(command: Command): Command {
  return command
    .option("--mmdb <file>", "MaxMind DB file for countries and networks of addresses (repeatable)", collect)
    .option("--max-file-size <size>", "most that one compressed file may unpack to", "1GB")
    .option("--memory <size>", "most that the database may use before it spills to disk", "1GB")
    .option("--threads <n>", "threads of the database", threads);
}

function addBacktest(program: Command): void {
  const command = program
    .command("backtest")
    .description("what rules would have made of the events of a kept lake; nothing is written, nobody is told")
    .argument("<rule...>", "ids or names of rules, or rule files or directories");
  addBacktestOptions(command)
    .option("--from <time>", "alerts from this time on: ISO, a day, or now-10d; earlier events are history")
    .option("--to <time>", "alerts before this time")
    .addHelpText(
      "after",
      helpAfter(
        [
          "trailhound backtest trl-ssm-enm --lake ./lake",
          "trailhound backtest ./my-rules --lake ./lake --from now-30d --suppressions ./suppressions.yaml",
          "trailhound backtest ./my-rules/rule.toml --lake ./lake --format json",
        ],
        BACKTEST_CODES,
      ),
    )
    .action(async (rules, options) => (await import("./backtest.ts")).runBacktest(rules, options));
}

const BACKTEST_CODES: ExitCodes = {
  2: "wrong usage, a wrong rule or suppression, or no such lake: nothing was run",
  3: "done, but a rule failed: each is named",
};

/** What commands take that run rules over a lake without writing to it. */
function addBacktestOptions(command: Command): Command {
  return command
    .requiredOption("--lake <dir>", "kept lake, which is only read")
    .option("--rules <path>", "rule file or directory to look in, besides the built-in pack (repeatable)", collect)
    .option("--no-builtin", "without the built-in rules")
    .option("--suppressions <path>", "file or directory of suppressions and exceptions (repeatable)", collect)
    .addOption(new Option("--format <format>", "of the output").choices(["table", "json"]).default("table"))
    .option("--limit <n>", "at most so many of the noisiest entities", wholeNumber, 10)
    .option("--mmdb <file>", "MaxMind DB file for countries and networks of addresses (repeatable)", collect)
    .option("--memory <size>", "most that the database may use before it spills to disk", "1GB")
    .option("--threads <n>", "threads of the database", threads);
}

function addLake(program: Command): void {
  const lake = program
    .command("lake")
    .description("what a kept lake holds, and how it is stored")
    .addHelpText("after", helpAfter([], { 2: "wrong usage, or no such lake" }));
  lake
    .command("info")
    .description("parts, events, days, bytes and the span of time of a kept lake")
    .argument("<dir>", "directory of the lake")
    .addOption(new Option("--format <format>", "of the output").choices(["table", "json"]).default("table"))
    .addHelpText(
      "after",
      helpAfter(["trailhound lake info ./lake", "trailhound lake info ./lake --format json"], {
        2: "wrong usage, or no such lake",
      }),
    )
    .action(async (dir, options) => (await import("./lake-info.ts")).runLakeInfo(dir, options));
  lake
    .command("compact")
    .description("merge the small parts of each day, and leave out rows that do not count any more")
    .argument("<dir>", "directory of the lake")
    .option("--memory <size>", "most that the database may use before it spills to disk", "1GB")
    .option("--threads <n>", "threads of the database", threads)
    .addHelpText(
      "after",
      helpAfter(["trailhound lake compact ./lake"], {
        2: "wrong usage, no such lake, or somebody else has it open: nothing was changed",
      }),
    )
    .action(async (dir, options) => (await import("./lake-compact.ts")).runLakeCompact(dir, options));
}

function addRules(program: Command): void {
  const rules = program
    .command("rules")
    .description("list, check, explain, test and forecast rules")
    .addHelpText("after", helpAfter([], { 2: "wrong usage, or a rule has an error" }));
  rules
    .command("list")
    .description("the rules that a scan would run")
    .option("--rules <path>", "rule file or directory, besides the built-in pack (repeatable)", collect)
    .option("--no-builtin", "without the built-in rules")
    .addOption(new Option("--format <format>", "of the list").choices(["table", "json"]).default("table"))
    .addHelpText(
      "after",
      helpAfter(["trailhound rules list", "trailhound rules list --rules ./my-rules --format json"], {
        2: "wrong usage, or a rule has an error",
      }),
    )
    .action(async (options) => (await import("./rules-list.ts")).runRulesList(options));
  rules
    .command("check")
    .description("whether rule files can be read and run; every problem with its place")
    .argument("<path...>", "rule files or directories")
    .option("--notes", "show notes, too: what is taken in another form or has no effect here")
    .addOption(new Option("--format <format>", "of the findings").choices(["text", "json"]).default("text"))
    .option("--strict", "rules of a kind that is not supported yet are errors")
    .option("--suppressions <path>", "file or directory of suppressions to check with them (repeatable)", collect)
    .addHelpText(
      "after",
      helpAfter(["trailhound rules check ./my-rules", "trailhound rules check rule.toml --format json"], {
        2: "wrong usage, or a rule has an error",
      }),
    )
    .action(async (paths, options) => (await import("./rules-check.ts")).runRulesCheck(paths, options));
  rules
    .command("explain")
    .description("what a rule means in words, its plan, its SQL and the fields it needs")
    .argument("<rule>", "id or name of a rule, or a rule file")
    .option("--rules <path>", "rule file or directory to look in, besides the built-in pack (repeatable)", collect)
    .addHelpText(
      "after",
      helpAfter(["trailhound rules explain ./my-rules/rule.toml"], {
        2: "wrong usage, no such rule, or it has an error",
      }),
    )
    .action(async (rule, options) => (await import("./rules-explain.ts")).runRulesExplain(rule, options));
  rules
    .command("test")
    .description("run the sample events that stand beside rules (RULE.tests.json)")
    .argument("[path...]", "rule files or directories; the built-in pack unless given")
    .addHelpText(
      "after",
      helpAfter(["trailhound rules test", "trailhound rules test ./my-rules"], {
        0: "every test passed",
        1: "a test failed",
        2: "wrong usage, or a rule or a test file is wrong",
      }),
    )
    .action(async (paths) => (await import("./rules-test.ts")).runRulesTest(paths));
  addForecast(rules);
}

function addForecast(rules: Command): void {
  const command = rules
    .command("forecast")
    .description("how many alerts a week rules would have made of the events of a kept lake")
    .argument("<rule...>", "ids or names of rules, or rule files or directories");
  addBacktestOptions(command)
    .option("--weeks <n>", "full weeks to look at, counted back from the last stored midnight", weeks, 4)
    .addHelpText(
      "after",
      helpAfter(
        [
          "trailhound rules forecast ./my-rules/rule.toml --lake ./lake",
          "trailhound rules forecast trl-ssm-enm trl-sec-anm --lake ./lake --weeks 8",
        ],
        BACKTEST_CODES,
      ),
    )
    .action(async (wanted, options) => (await import("./rules-forecast.ts")).runRulesForecast(wanted, options));
}

const MOST_WEEKS = 520;

function weeks(text: string): number {
  const count = wholeNumber(text);
  if (count < 1 || count > MOST_WEEKS) throw new InvalidArgumentError(`expected 1 to ${MOST_WEEKS}`);
  return count;
}

function addSimulate(program: Command): void {
  program
    .command("simulate")
    .description("write plausible CloudTrail logs of a made-up organisation, with or without attacks")
    .requiredOption("--out <dir>", "where the log files go")
    .option("--days <n>", "days of logs", wholeNumber, 30)
    .option("--seed <n>", "the same seed gives the same bytes", integer, 1)
    .option("--accounts <n>", "AWS accounts", wholeNumber, 3)
    .option("--events-per-day <n>", "mean over a week, all accounts", wholeNumber, 2000)
    .option("--attack <name>", "attack to stage, or all (repeatable); the truth goes to truth.ndjson", collect)
    .option("--end <day>", "last day, YYYY-MM-DD")
    .option("--files-per-day <n>", "most files of an account and region a day", wholeNumber)
    .option("--overwrite", "replace what an earlier run left in the folder")
    .addHelpText(
      "after",
      helpAfter(
        [
          "trailhound simulate --out ./logs --days 14 --attack ssm-enumeration-burst",
          "trailhound simulate --out ./logs --seed 7 --attack all",
        ],
        { 2: "an option cannot be used, or the folder cannot be written" },
      ),
    )
    .action(async (options) => (await import("./simulate.ts")).runSimulate(options));
}

function addDemo(program: Command): void {
  program
    .command("demo")
    .description("thirty days of made-up logs with an attacker in them, scanned with the built-in rules")
    .option("--out <dir>", "folder for the logs and the report", "demo")
    .addHelpText("after", helpAfter(["trailhound demo"], SCAN_CODES))
    .action(async (options) => (await import("./demo.ts")).runDemo(options));
}
