import { type ExecFileException, execFile } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { type Fence, fencesOf, PAGES, ROOT } from "./pages.ts";

const FENCES = PAGES.flatMap(fencesOf);
const COMMANDS = FENCES.filter(({ language }) => language === "sh");
const isRun = ({ note }: Fence): boolean => note.kind === "run" || note.kind === "exits";

const folder = mkdtempSync(join(tmpdir(), "docs-test-"));
const bin = join(folder, "bin");
const model = join(folder, "model");

/** Two at a time: each command uses a core or more. */
const AT_ONCE = 2;

beforeAll(async () => {
  mkdirSync(bin);
  const program = join(bin, "trailhound");
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${join(ROOT, "bin", "trailhound.js")}' "$@"\n`);
  chmodSync(program, 0o755);
  mkdirSync(model);
  const made = await runShell(
    "trailhound simulate --out . --days 3 --events-per-day 200 --accounts 1 --attack all",
    model,
  );
  expect(made).toMatchObject({ code: 0 });
  for (const { note, body } of FENCES) {
    if (note.kind !== "file") continue;
    mkdirSync(dirname(join(model, note.path)), { recursive: true });
    writeFileSync(join(model, note.path), `${body}\n`);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const execute = promisify(execFile);

async function runShell(script: string, cwd: string): Promise<Ran> {
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}` };
  const args = ["-euo", "pipefail", "-c", script];
  try {
    return { code: 0, ...(await execute("bash", args, { cwd, env, encoding: "utf8", maxBuffer: 2 ** 28 })) };
  } catch (error) {
    const { code, stdout, stderr } = error as ExecFileException & Ran;
    return { code: typeof code === "number" ? code : -1, stdout, stderr };
  }
}

/** The fences of a page run in their order, in a folder of their own. */
async function runPage(name: string, fences: readonly Fence[]): Promise<void> {
  const cwd = join(folder, name.replaceAll("/", "-"));
  cpSync(model, cwd, { recursive: true });
  for (const { line, body, note } of fences) {
    const ran = await runShell(body, cwd);
    const expected = note.kind === "exits" ? note.code : 0;
    expect(ran.code, `${name}:${line}:\n${body}\n${ran.stdout.slice(-1000)}\n${ran.stderr.slice(-2000)}`).toBe(
      expected,
    );
  }
}

test("every command of the documentation runs", { timeout: 240_000 }, async () => {
  const pages = [...new Set(COMMANDS.filter(isRun).map(({ page }) => page))];
  expect(pages.length).toBeGreaterThan(8);
  const waiting = [...pages];
  const work = async (): Promise<void> => {
    for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
      const own = COMMANDS.filter((fence) => fence.page === page && isRun(fence));
      await runPage(page, own);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
});

test("few commands cannot be run here, each for a reason", () => {
  const left = COMMANDS.flatMap(({ page, note }) => (note.kind === "not run" ? [`${page}: ${note.reason}`] : []));
  const times = new Map<string, number>();
  for (const each of left) times.set(each, (times.get(each) ?? 0) + 1);
  expect([...times].map(([each, count]) => (count === 1 ? each : `${each} (${count} times)`))).toEqual([
    "README.md: installs packages and makes thirty days of logs; .ci/run does both",
    "README.md: runs until it is stopped",
    "docs/alerts-comment.md: needs a directory that serve keeps",
    "docs/alerts-list.md: needs a directory that serve keeps",
    "docs/alerts-show.md: needs a directory that serve keeps",
    "docs/alerts-update.md: needs a directory that serve keeps",
    "docs/api.md: asks a server that runs (20 times)",
    "docs/benchmark.md: takes half an hour and 10 GB",
    "docs/benchmark.md: measures for minutes",
    "docs/configuration.md: runs until it is stopped",
    "docs/demo.md: makes and scans 63,000 events; .ci/run runs it",
    "docs/development.md: these are the steps of .ci/run",
    "docs/development.md: tests inside of tests",
    "docs/development.md: a server for tests, which runs until it is stopped",
    "docs/development.md: takes minutes",
    "docs/operations.md: needs root on a server (5 times)",
    "docs/operations.md: needs a container engine and base images",
    "docs/operations.md: needs an AWS account (7 times)",
    "docs/response.md: respond.sh is the script of one alert",
    "docs/rules-test.md: half a minute; `npm test` runs the same tests",
  ]);
});

test("every fence says what it holds, and shell commands are all marked as such", () => {
  const languages = new Set(FENCES.map(({ language }) => language));
  expect([...languages].sort()).toEqual(["ini", "js", "json", "python", "sh", "text", "toml", "yaml"]);
  const hidden = FENCES.filter(({ language, body }) => language === "text" && /^trailhound .*[^\]>]$/m.test(body));
  expect(hidden.map(({ page, line }) => `${page}:${line}`)).toEqual([]);
});

test("what is said to be JSON or YAML is", () => {
  for (const { page, line, language, body } of FENCES) {
    if (language === "json") expect(() => JSON.parse(body), `${page}:${line}`).not.toThrow();
    if (language === "yaml") expect(parseDocument(body).errors, `${page}:${line}`).toEqual([]);
  }
});
