import { type Command, Option } from "commander";
import { ROLES } from "../api/auth/role.ts";

/** The commands for tokens of the API. */
export function addToken(program: Command): void {
  const token = program.command("token").description("tokens for the API of serve");
  token
    .command("create")
    .description("make a token: it is printed once, and kept nowhere; its hash goes into the configuration")
    .requiredOption("--name <name>", "who it is for: the actor in the audit trail")
    .addOption(new Option("--role <role>", "what it may do").choices([...ROLES]).makeOptionMandatory())
    .addHelpText(
      "after",
      "\nExamples:\n  trailhound token create --name ana --role analyst\n  trailhound token create --name prometheus --role viewer",
    )
    .action(async (options) => (await import("./token-create.ts")).runTokenCreate(options));
}
