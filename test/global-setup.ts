import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const MAIN = join(ROOT, "dist", "cli", "main.js");

/**
 * Builds `dist/` when a source is newer: some tests run the program as users do. Type errors do not stop the tests, as the compiler
 * writes its output all the same; `npm run types` is the check for them.
 */
export default function setUp(): void {
  if (existsSync(MAIN) && newestSource() <= statSync(MAIN).mtimeMs) return;
  const { status, stdout, stderr } = spawnSync(
    join(ROOT, "node_modules", ".bin", "tsc"),
    ["-p", "tsconfig.build.json"],
    {
      cwd: ROOT,
      encoding: "utf8",
    },
  );
  if (status !== 0) process.stderr.write(`the build of dist/ has errors:\n${stdout}${stderr}\n`);
  if (!existsSync(MAIN)) throw new Error("dist/ could not be built");
}

/** Epoch ms. */
function newestSource(): number {
  const files = readdirSync(join(ROOT, "src"), { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  return Math.max(...files.map((each) => statSync(join(each.parentPath, each.name)).mtimeMs));
}
