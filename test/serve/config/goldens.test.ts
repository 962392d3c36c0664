import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadConfig } from "../../../src/serve/config/load-config.ts";
import { codeFrame } from "../../../src/source/code-frame.ts";

const CASES = join(import.meta.dirname, "cases");
const ENV = { GOOD: "https://hooks.example.com/TOPSECRET", EMPTY: "" };

/** Each folder holds a configuration with mistakes, and what is said about it. */
test.each(readdirSync(CASES).sort())("%s", async (name) => {
  const folder = join(CASES, name);
  const { config, diagnostics } = await loadConfig(join(folder, "serve.yaml"), {}, ENV);
  expect(config === null).toBe(diagnostics.some(({ severity }) => severity === "error"));
  const text = `${diagnostics.map(codeFrame).join("\n\n")}\n`.replaceAll(`${folder}/`, "").replaceAll(folder, ".");
  expect(text).not.toContain("TOPSECRET");
  await expect(text).toMatchFileSnapshot(join(folder, "expected.txt"));
});
