import { expect, test } from "vitest";
import { folderOf } from "./folder.ts";
import { read, trail } from "./records.ts";
import { jsonLines, runCli } from "./run-cli.ts";

test("x", async () => {
  const cwd = folderOf({ "logs/a.json": trail([read("e1", "2026-01-02T03:04:05Z")]) });
  const ran = await runCli(["events", "logs", "--as", "cloudtrail"], { cwd });
  console.log(ran);
  expect(jsonLines(ran)).toHaveLength(1);
});
