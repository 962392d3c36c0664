import { type Command, Option } from "commander";
import { ROLES } from "../api/auth/role.ts";
import { helpAfter } from "./help-text.ts";

/** The commands for tokens of the API. */
export function addToken(program: Command): void {
  const token = program
    .command("token")
    .description("tokens for the API of serve")
    .addHelpText("after", helpAfter([], { 2: "wrong usage" }));
  token
    .command("create")
    .description("make a token: it is printed once, and kept nowhere; its hash goes into the configuration")
    .requiredOption("--name <name>", "who it is for: the actor in the audit trail")
    .addOption(new Option("--role <role>", "what it may do").choices([...ROLES]).makeOptionMandatory())
    .addHelpText(
      "after",
      helpAfter(
        [
          "trailhound token create --name ana --role analyst",
          "trailhound token create --name prometheus --role viewer",
        ],
        { 2: "wrong usage" },
      ),
    )
    .action(async (options) => (await import("./token-create.ts")).runTokenCreate(options));
}
