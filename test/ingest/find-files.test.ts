import { execFileSync } from "node:child_process";
import { chmodSync, linkSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findFiles } from "../../src/ingest/find-files.ts";
import { asNobody } from "../cli/as-nobody.ts";
import { readAll, temporaryFolder } from "./read-all.ts";

function folder(): string {
  const root = temporaryFolder();
  chmodSync(root, 0o755);
  mkdirSync(join(root, "logs", "deep"), { recursive: true });
  writeFileSync(join(root, "logs", "deep", "b.json"), "{}");
  writeFileSync(join(root, "logs", "a.json"), "[]");
  return root;
}

const names = (root: string, found: { files: readonly { path: string }[] }) =>
  found.files.map(({ path }) => path.slice(root.length + 1));

describe("findFiles", () => {
  test("walks folders in the order of paths, with sizes", async () => {
    const root = folder();
    const found = await findFiles([root]);
    expect(names(root, found)).toEqual(["logs/a.json", "logs/deep/b.json"]);
    expect(found.files.map((each) => each.size)).toEqual([2, 2]);
  });

  test("follows links, ends loops, and takes nothing twice", async () => {
    const root = folder();
    symlinkSync("..", join(root, "logs", "deep", "up"));
    symlinkSync(join(root, "logs"), join(root, "zlogs"));
    symlinkSync("a.json", join(root, "logs", "z.json"));
    symlinkSync(join(root, "logs", "deep"), join(root, "logs", "also"));
    const found = await findFiles([root, join(root, "logs", "a.json"), `${root}/logs/../logs`]);
    expect(found.files).toHaveLength(2);
    expect(found.skipped).toEqual([]);
  });

  test("a link to itself and a link to nothing are skipped with a reason", async () => {
    const root = folder();
    symlinkSync("self", join(root, "self"));
    symlinkSync("nowhere", join(root, "dangling"));
    const { skipped } = await findFiles([root]);
    expect(skipped).toEqual([
      { path: join(root, "dangling"), reason: "no such file or directory", unreadable: true },
      { path: join(root, "self"), reason: "symbolic link loop", unreadable: false },
    ]);
  });

  test("hard links are files of their own", async () => {
    const root = folder();
    linkSync(join(root, "logs", "a.json"), join(root, "hard.json"));
    expect((await findFiles([root])).files).toHaveLength(3);
  });

  test("pipes, sockets and devices are skipped", async () => {
    const root = temporaryFolder();
    execFileSync("sh", ["-c", 'mkfifo "$0"', join(root, "pipe")]);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(root, "socket"), resolve));
    const { skipped, files } = await findFiles([root, "/dev/null"]);
    server.close();
    expect(files).toEqual([]);
    expect(skipped.map((each) => each.reason).sort()).toEqual([
      "a device, not a file",
      "a named pipe, not a file",
      "a socket, not a file",
    ]);
  });

  test("what must not be read is skipped with a reason, and counted", async () => {
    const root = folder();
    mkdirSync(join(root, "closed"));
    writeFileSync(join(root, "closed", "x.json"), "{}");
    chmodSync(join(root, "closed"), 0o000);
    writeFileSync(join(root, "secret.json"), '{"Records":[]}');
    chmodSync(join(root, "secret.json"), 0o000);
    const { report } = await asNobody(() => readAll([root]));
    chmodSync(join(root, "closed"), 0o755);
    const denied = report.files.skipped.filter((each) => each.reason === "permission denied");
    expect(denied.map((each) => each.path)).toEqual([join(root, "closed"), join(root, "secret.json")]);
    expect(report.files.seen).toBe(4);
  });
});
