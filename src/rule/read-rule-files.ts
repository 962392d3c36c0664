import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Diagnostic, DiagnosticCode } from "../source/diagnostic.ts";
import { source } from "../source/source.ts";
import { nowhere } from "../source/span.ts";
import type { RuleFile } from "./loaded-rules.ts";

const LARGEST = 16 * 1024 * 1024;

export interface ReadRuleFiles {
  /** By path. */
  readonly files: readonly RuleFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads rule files: those named, and below directories every `.toml`, `.json` and `.ndjson` (names that begin with a
 * dot, `node_modules`, and the `.tests.json` and `.schema.json` beside rules left out). A file that is reached twice, also by a link, is read once. What cannot be
 * read, is larger than 16 MiB or is not UTF-8 is an error diagnostic without a place.
 */
export async function readRuleFiles(paths: readonly string[]): Promise<ReadRuleFiles> {
  const walk: Walk = { seen: new Set(), files: [], diagnostics: [], reached: 0 };
  for (const path of paths) {
    const before = walk.reached + walk.diagnostics.length;
    await visit(path, walk, true);
    if (walk.reached + walk.diagnostics.length > before) continue;
    refuse(path, "unknown-reference", "there is no rule file (.toml, .json, .ndjson) below this directory", walk);
  }
  walk.files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return walk;
}

interface Walk {
  /** Real paths. */
  readonly seen: Set<string>;
  readonly files: RuleFile[];
  readonly diagnostics: Diagnostic[];
  /** Rule files that were come across, those read before included. */
  reached: number;
}

/** A file that is not `named` must have the name of a rule file. */
async function visit(path: string, walk: Walk, named: boolean): Promise<void> {
  try {
    const real = await realpath(path);
    const { size, ...kind } = await describe(real);
    const isKnown = walk.seen.has(real);
    if (kind.isDirectory ? isKnown : named || isRuleFile(path)) walk.reached += 1;
    if (isKnown) return;
    walk.seen.add(real);
    if (kind.isDirectory) await visitDirectory(path, walk);
    else if (!named && !isRuleFile(path)) return;
    else if (!kind.isFile) refuse(path, "unsupported-feature", "this is neither a file nor a directory", walk);
    else if (size > LARGEST) refuse(path, "limit", `the file is larger than ${LARGEST} bytes`, walk);
    else await visitFile(path, walk);
  } catch (fault) {
    if (!isFileFault(fault)) throw fault;
    refuse(path, "unknown-reference", `the file cannot be read (${fault.code})`, walk);
  }
}

async function describe(path: string): Promise<{ size: number; isDirectory: boolean; isFile: boolean }> {
  const found = await stat(path);
  return { size: found.size, isDirectory: found.isDirectory(), isFile: found.isFile() };
}

async function visitDirectory(path: string, walk: Walk): Promise<void> {
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries.filter((entry) => isWanted(entry)).map((entry) => entry.name);
  for (const name of names.sort()) await visit(join(path, name), walk, false);
}

/** A link may lead to a directory, whatever it is called. */
function isWanted(entry: { name: string; isDirectory(): boolean; isSymbolicLink(): boolean }): boolean {
  if (entry.name.startsWith(".") || entry.name === "node_modules") return false;
  return entry.isDirectory() || entry.isSymbolicLink() || isRuleFile(entry.name);
}

function isRuleFile(path: string): boolean {
  return /\.(toml|json|ndjson)$/i.test(path) && !/\.(tests|schema)\.json$/i.test(path);
}

async function visitFile(path: string, walk: Walk): Promise<void> {
  const bytes = await readFile(path);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    walk.files.push({ path, text });
  } catch (fault) {
    if (!(fault instanceof TypeError)) throw fault;
    refuse(path, "syntax", "the file is not UTF-8", walk);
  }
}

function refuse(path: string, code: DiagnosticCode, message: string, walk: Walk): void {
  walk.diagnostics.push({ code, severity: "error", message, source: source(path, ""), span: nowhere });
}

function isFileFault(fault: unknown): fault is NodeJS.ErrnoException & { readonly code: string } {
  return fault instanceof Error && "code" in fault && typeof fault.code === "string";
}
