import { type Command, InvalidArgumentError, Option } from "commander";
import { type ExitCodes, helpAfter } from "./help-text.ts";
import type { ServeHooks } from "./serve.ts";

function collect(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

function threads(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text) || Number(text) > 256) throw new InvalidArgumentError("expected 1 to 256");
  return Number(text);
}

const SERVE_CODES: ExitCodes = {
  0: "stopped by SIGTERM, SIGINT or SIGHUP, with everything written",
  2: "wrong usage, a wrong configuration or rule, or the directory is in use: nothing was started",
  130: "ended at once by a second signal",
};

/** `hooks`: of a chaos test. */
export function addServe(program: Command, hooks: ServeHooks = {}): void {
  program
    .command("serve")
    .description("watch where CloudTrail delivers, keep alerts, tell people, and answer over HTTP; until it is stopped")
    .requiredOption("--data <dir>", "directory for events, alerts and everything else that is kept")
    .option("--source <source>", "dir:PATH, s3://BUCKET/PREFIX or sqs:QUEUE_URL (repeatable)", collect)
    .option("--config <file>", "YAML file: sources, rules, channels, routes, tokens")
    .option("--rules <path>", "rule file or directory, besides the built-in pack (repeatable)", collect)
    .option("--no-builtin", "without the built-in rules")
    .option("--include-disabled", "run rules that are switched off, too")
    .option("--suppressions <path>", "file or directory of suppressions and exceptions (repeatable)", collect)
    .option("--listen <address>", "of the API, HOST:PORT; other than loopback needs tokens (default: 127.0.0.1:8600)")
    .addOption(new Option("--notify <channel>", "tell of alerts there without a configuration").choices(["stdout"]))
    .option("--lateness <duration>", "how late an event may come and still be judged (default: 24h)")
    .option("--poll <duration>", "between two looks at a directory (default: 500ms) or a bucket (30s)")
    .option("--mmdb <file>", "MaxMind DB file for countries and networks of addresses (repeatable)", collect)
    .option("--max-file-size <size>", "most that one compressed file may unpack to", "1GB")
    .option("--memory <size>", "most that the database may use before it spills to disk (default: 1GB)")
    .option("--threads <n>", "threads of the database and of reading (default: as many as there are cores)", threads)
    .option("--check", "say what would be run, and stop")
    .addHelpText(
      "after",
      helpAfter(
        [
          "trailhound serve --data ./data --source dir:./AWSLogs --notify stdout",
          "trailhound serve --data /var/lib/trailhound --config /etc/trailhound.yaml",
          "trailhound serve --data ./data --source s3://my-trail-bucket/AWSLogs --rules ./my-rules",
        ],
        SERVE_CODES,
      ),
    )
    .action(async (options) => {
      // Commander gives --no-builtin as true when it is not there; the configuration decides then.
      const { builtin, ...given } = options;
      const overrides = builtin === false ? { ...given, builtin } : given;
      await (await import("./serve.ts")).runServeCommand(overrides, hooks);
    });
}
