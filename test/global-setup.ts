import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const MAIN = join(ROOT, "dist", "cli", "main.js");
const WASM = join(ROOT, "wasm", "scan-record.wasm");

/**
 * Builds the WebAssembly that the sources load, and `dist/`, when a source is newer: some tests run the program as users do. Type errors do not stop the tests, as the compiler
 * writes its output all the same; `npm run types` is the check for them.
 */
export default function setUp(): void {
  if (!existsSync(WASM) || newestIn("wasm") > statSync(WASM).mtimeMs) buildWasm();
  if (existsSync(MAIN) && newestIn("src") <= statSync(MAIN).mtimeMs) return;
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

function buildWasm(): void {
  const { status, stdout, stderr } = spawnSync("npm", ["run", "--silent", "build:wasm"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`wasm/ could not be built:\n${stdout}${stderr}`);
}

/** Epoch ms of the newest TypeScript file. */
function newestIn(folder: string): number {
  const files = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }).filter(
    (each) => each.isFile() && /\.tsx?$/.test(each.name),
  );
  return Math.max(...files.map((each) => statSync(join(each.parentPath, each.name)).mtimeMs));
}
