import { EXIT } from "./exit-code.ts";
import { makeProgram } from "./program.ts";
import { reportFailure } from "./report-failure.ts";

process.once("SIGINT", () => process.exit(EXIT.interrupted));
process.once("SIGTERM", () => process.exit(EXIT.interrupted));
// The reader of a pipe may leave early (`| head`): that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT.done);
});

try {
  await makeProgram().parseAsync(process.argv);
} catch (error) {
  process.exitCode = reportFailure(error);
}
