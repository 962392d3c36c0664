import { join } from "node:path";
import { expect, test } from "vitest";
import { loadConfig } from "../../src/serve/config/load-config.ts";
import { runServe } from "../../src/serve/run-serve.ts";
import { folderOf } from "../cli/folder.ts";
import { heldLog } from "./log-lines.ts";

test("what ends it stands in the last line of the log", async () => {
  const folder = folderOf({});
  const { config } = await loadConfig(null, { source: [`dir:${folder}`] });
  if (config === null) throw new Error("no configuration");
  const { log, lines } = heldLog();
  const ran = runServe({
    directory: join(folder, "data"),
    config,
    version: "0",
    lookUpIp: null,
    maxDecompressedBytes: 1e9,
    openRules: () => Promise.reject(new Error("last-good/ cannot be read")),
    log,
    signal: new AbortController().signal,
  });
  await expect(ran).rejects.toThrow("last-good/ cannot be read");
  expect(lines).toEqual([{ level: "error", msg: "stopped", reason: "last-good/ cannot be read" }]);
});
