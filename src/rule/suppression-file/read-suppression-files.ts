import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Diagnostic, DiagnosticCode } from "../../source/diagnostic.ts";
import { source } from "../../source/source.ts";
import { nowhere } from "../../source/span.ts";
import type { RuleFile } from "../loaded-rules.ts";
import type { ReadRuleFiles } from "../read-rule-files.ts";
import { SUPPRESSION_LIMITS } from "./limits.ts";

/**
 * Reads files of suppressions: those named, and below directories every `.yaml`, `.yml` and `.json` (names that begin with a
 * dot and `node_modules` left out). A file that is reached twice is read once. What cannot be read, is larger than 1 MiB or is
 * not UTF-8 is an error diagnostic without a place.
 */
export async function readSuppressionFiles(paths: readonly string[]): Promise<ReadRuleFiles> {
  const walk: Walk = { seen: new Set(), files: [], diagnostics: [] };
  for (const path of paths) await visit(path, walk, true);
  return walk;
}

interface Walk {
  /** Real paths. */
  readonly seen: Set<string>;
  readonly files: RuleFile[];
  readonly diagnostics: Diagnostic[];
}

async function visit(path: string, walk: Walk, isNamed: boolean): Promise<void> {
  try {
    const real = await realpath(path);
    const found = await stat(real);
    if (walk.seen.has(real)) return;
    if (found.isDirectory()) await visitDirectory(path, real, walk);
    else if (!isNamed && !isSuppressionFile(path)) return;
    else if (!found.isFile()) refuse(path, "unsupported-feature", "this is neither a file nor a directory", walk);
    else if (found.size > SUPPRESSION_LIMITS.file)
      refuse(path, "limit", `the file is larger than ${SUPPRESSION_LIMITS.file} bytes`, walk);
    else if (walk.files.length >= SUPPRESSION_LIMITS.files)
      refuse(path, "limit", `there are more than ${SUPPRESSION_LIMITS.files} files of suppressions`, walk);
    else await visitFile(path, real, walk);
  } catch (fault) {
    if (!(fault instanceof Error && "code" in fault)) throw fault;
    refuse(path, "unknown-reference", `the file cannot be read (${String(fault.code)})`, walk);
  }
}

async function visitDirectory(path: string, real: string, walk: Walk): Promise<void> {
  walk.seen.add(real);
  const names = (await readdir(path)).filter((name) => !name.startsWith(".") && name !== "node_modules");
  for (const name of names.sort()) await visit(join(path, name), walk, false);
}

function isSuppressionFile(path: string): boolean {
  return /\.(ya?ml|json)$/i.test(path);
}

async function visitFile(path: string, real: string, walk: Walk): Promise<void> {
  walk.seen.add(real);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
    walk.files.push({ path, text });
  } catch (fault) {
    if (!(fault instanceof TypeError)) throw fault;
    refuse(path, "syntax", "the file is not UTF-8", walk);
  }
}

function refuse(path: string, code: DiagnosticCode, message: string, walk: Walk): void {
  walk.diagnostics.push({ code, severity: "error", message, source: source(path, ""), span: nowhere });
}
