import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { loadRules } from "../rule/load.ts";
import type { LoadedRules, RuleFile } from "../rule/loaded-rules.ts";
import { readRuleFiles } from "../rule/read-rule-files.ts";
import { type RuleTestResult, runRuleTest } from "../simulate/run-rule-test.ts";
import { readTestFile, type TestFile } from "../simulate/test-file.ts";
import { EXIT } from "./exit-code.ts";
import { BUILTIN_RULES, refuseBroken } from "./load-rules.ts";
import { startProgress } from "./progress.ts";
import { withTemporaryFolder } from "./temporary-folder.ts";
import { UsageError } from "./usage-error.ts";

/** `trailhound rules test`: see docs/rules-test.md. */
export async function runRulesTest(paths: readonly string[]): Promise<void> {
  const { files, diagnostics } = await readRuleFiles(paths.length > 0 ? paths : [BUILTIN_RULES]);
  refuseBroken({ ...loadRules([]), diagnostics }, false);
  const progress = startProgress("testing");
  const totals = { passed: 0, failed: 0, untested: 0 };
  for (const [done, file] of files.entries()) {
    progress.update(done, files.length, file.path);
    const loaded = loadRules([file]);
    refuseBroken(loaded, false);
    await testFile(file, loaded, totals);
  }
  progress.stop();
  process.stdout.write(`${totals.passed} passed, ${totals.failed} failed\n`);
  if (totals.untested > 0) process.stderr.write(`${totals.untested} rules have no tests\n`);
  process.exitCode = totals.failed > 0 ? EXIT.alerts : EXIT.done;
}

interface Totals {
  passed: number;
  failed: number;
  untested: number;
}

async function testFile(file: RuleFile, { rules }: LoadedRules, totals: Totals): Promise<void> {
  const testPath = file.path.replace(/\.[^.]*$/, ".tests.json");
  if (!existsSync(testPath)) {
    totals.untested += rules.length;
    return;
  }
  const tests = await readTests(testPath);
  for (const rule of rules) {
    for (const test of tests.tests) {
      const result = await withTemporaryFolder((folder) => runRuleTest(rule, test, tests, join(folder, "lake")));
      report(file.path, rule.name, result, totals);
    }
  }
}

async function readTests(path: string): Promise<TestFile> {
  const parsed = readTestFile(parseJson(path, await readFile(path, "utf8")));
  if (parsed.file === null) throw new UsageError(parsed.problems.map((each) => `${path}: ${each}`).join("\n"));
  return parsed.file;
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function report(path: string, rule: string, { test, failures }: RuleTestResult, totals: Totals): void {
  if (failures.length === 0) {
    totals.passed += 1;
    process.stdout.write(`ok    ${rule}: ${test}\n`);
    return;
  }
  totals.failed += 1;
  process.stdout.write(`FAIL  ${rule}: ${test} (${path})\n${failures.map((each) => `      ${each}\n`).join("")}`);
}
