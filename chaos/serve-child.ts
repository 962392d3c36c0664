import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { COMMIT_STEPS, type KillAt } from "./schedule/step.ts";

/** `STEP:N`: the process kills itself at the N-th time that a batch comes to STEP. */
const KILL = "TRAILHOUND_CHAOS_KILL";
/** Directory of the package whose `dist/` runs. */
const PACKAGE = "TRAILHOUND_CHAOS_PACKAGE";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "" },
    source: { type: "string", multiple: true, default: [] },
    rules: { type: "string", multiple: true, default: [] },
    config: { type: "string", default: "" },
    listen: { type: "string", default: "" },
    poll: { type: "string", default: "" },
  },
});

/** What was built, not what stands in `src/`: the program as users have it. */
async function built<T>(module: string): Promise<T> {
  return import(pathToFileURL(join(resolve(process.env[PACKAGE] ?? "."), "dist", module)).href);
}

function killAt(): KillAt | null {
  const [name, count] = (process.env[KILL] ?? "").split(":");
  const step = COMMIT_STEPS.find((each) => each === name);
  return step === undefined ? null : { step, count: Number(count) };
}

const { runServeCommand } = await built<typeof import("../src/cli/serve.ts")>("cli/serve.js");
const { reportFailure } = await built<typeof import("../src/cli/report-failure.ts")>("cli/report-failure.js");
const wanted = killAt();
let seen = 0;
try {
  await runServeCommand(
    { ...values, builtin: false, maxFileSize: "1GB" },
    {
      onStep: (step) => {
        process.send?.(step);
        if (step === wanted?.step && ++seen === wanted.count) process.kill(process.pid, "SIGKILL");
      },
    },
  );
} catch (error) {
  process.exitCode = reportFailure(error);
}
