import { EXIT } from "./exit-code.ts";
import { makeProgram } from "./program.ts";
import { reportFailure } from "./report-failure.ts";

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(EXIT.interrupted));
for (const stream of [process.stdout, process.stderr]) {
  // The reader of a pipe may leave early (`| head`): that is no failure.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? EXIT.done : reportFailure(error));
  });
}

try {
  await makeProgram().parseAsync(process.argv);
} catch (error) {
  process.exitCode = reportFailure(error);
}
