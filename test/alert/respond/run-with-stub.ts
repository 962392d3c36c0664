import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface StubRun {
  /** Arguments of each `aws` call, in order. */
  readonly calls: readonly (readonly string[])[];
  readonly files: Readonly<Record<string, string>>;
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
}

/** Answers what the steps ask for; everything else answers nothing. */
const STUB = `#!/bin/bash
for word in "$@"; do printf '%s\\0' "$word" >> "$AWS_LOG"; done
printf '\\1\\0' >> "$AWS_LOG"
case "$1 $2" in
  "sts get-caller-identity") echo 111122223333 ;;
  "secretsmanager describe-secret") echo True ;;
  "secretsmanager get-random-password") echo correct-horse ;;
  "secretsmanager list-secret-version-ids") echo old-version-id ;;
  "secretsmanager get-resource-policy") echo None ;;
  "ssm describe-parameters") echo alias/prod ;;
  "lambda get-function-concurrency") echo None ;;
  "ec2 describe-instances") printf 'sg-1\\tsg-2\\n' ;;
esac
`;

/** Runs bash text in an empty directory where \`aws\` only records what it was given. */
export function runWithStub(
  script: string,
  args: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
): StubRun {
  const home = mkdtempSync(join(tmpdir(), "trailhound-respond-"));
  try {
    const [bin, work, log] = [join(home, "bin"), join(home, "work"), join(home, "log")];
    execFileSync("mkdir", [bin, work]);
    writeFileSync(join(bin, "aws"), STUB, { mode: 0o755 });
    writeFileSync(log, "");
    for (const [name, text] of Object.entries(files)) writeFileSync(join(work, name), text);
    const env = { PATH: `${bin}:/usr/bin:/bin`, AWS_LOG: log, PROFILE: "ir", HOME: work };
    const { stdout, stderr, status } = spawnSync("bash", ["-c", script, "respond.sh", ...args], {
      cwd: work,
      env,
      encoding: "utf8",
    });
    const calls = readFileSync(log, "utf8")
      .split("\u0001\0")
      .slice(0, -1)
      .map((call) => call.split("\0").slice(0, -1));
    const written = readdirSync(work).map((name) => [name, readFileSync(join(work, name), "utf8")]);
    return { calls, files: Object.fromEntries(written), stdout, stderr, status };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The value that follows an option in a call. */
export function option(call: readonly string[] | undefined, name: string): string | undefined {
  return call?.[call.indexOf(name) + 1];
}
