import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { dataInSource } from "../../../src/serve/config/data-in-source.ts";

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "data-in-source-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  for (const name of ["logs", "logs-2", "..data"]) mkdirSync(join(made, name));
  symlinkSync("logs", join(made, "link"));
  return made;
}

test.each([
  ["logs", "logs", true],
  ["logs", "logs/data", true],
  ["logs", "logs/not/there/yet", true],
  ["logs", "link/data", true],
  ["link", "logs/data", true],
  [".", "data", true],
  [".", "..data", true],
  ["logs", "data", false],
  ["logs", "logs-2", false],
  ["logs/eu", "logs", false],
  ["not/there", "data", false],
])("source %s, data %s: %s", async (source, data, found) => {
  const root = folder();
  const name = await dataInSource(join(root, data), [
    { kind: "sqs", url: "https://sqs.eu-west-1.amazonaws.com/111111111111/q" },
    { kind: "dir", path: join(root, source) },
  ]);
  expect(name).toBe(found ? `dir:${join(root, source)}` : null);
});
