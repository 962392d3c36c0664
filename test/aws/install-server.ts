import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "..", "..");
const FOLDER = join(ROOT, "node_modules", ".cache", "moto-5.2.5");
const REQUIREMENTS = join(import.meta.dirname, "requirements.txt");
/** Holds the digest of what is installed; written last. */
const READY = join(FOLDER, "installed");
const LOCK = `${FOLDER}.lock`;
/** ms; a lock that nobody has touched for so long was left by a process that is gone. */
const STALE_LOCK = 5 * 60_000;
const LONGEST = 10 * 60_000;

const run = promisify(execFile);

/** The Python that has the server, installed on first use. Throws when Python or its packages are not to be had. */
export async function installedPython(): Promise<string> {
  const wanted = createHash("sha256")
    .update(await readFile(REQUIREMENTS))
    .digest("hex");
  const deadline = Date.now() + LONGEST;
  while (!(await isInstalled(wanted))) {
    const lock = await open(LOCK, "wx").catch(() => null);
    if (lock === null) {
      await waitForOther(deadline);
      continue;
    }
    try {
      if (!(await isInstalled(wanted))) await install(wanted);
    } finally {
      await lock.close();
      await rm(LOCK, { force: true });
    }
  }
  return python();
}

function python(): string {
  return join(FOLDER, "bin", "python");
}

async function isInstalled(wanted: string): Promise<boolean> {
  await mkdir(join(FOLDER, ".."), { recursive: true });
  return existsSync(READY) && (await readFile(READY, "utf8")) === wanted;
}

async function waitForOther(deadline: number): Promise<void> {
  if (Date.now() > deadline) throw new Error(`somebody holds ${LOCK} and does not end: remove it`);
  const held = await stat(LOCK).catch(() => null);
  if (held !== null && Date.now() - held.mtimeMs > STALE_LOCK) await rm(LOCK, { force: true });
  await setTimeout(200);
}

async function install(digest: string): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true });
  try {
    await run("python3", ["-m", "venv", FOLDER]);
    const options = ["--quiet", "--no-deps", "--disable-pip-version-check", "--no-input"];
    await run(python(), ["-m", "pip", "install", ...options, "-r", REQUIREMENTS]);
  } catch (error) {
    const { stderr, message } = error as { readonly stderr?: string; readonly message: string };
    throw new Error(
      `the tests of S3 and SQS need a server, and it could not be installed (python3 with venv and pip, see docs/development.md): ${message}\n${stderr ?? ""}`,
    );
  }
  await writeFile(READY, digest);
}
