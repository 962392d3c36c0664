import { readFile, stat } from "node:fs/promises";
import type { z } from "zod";
import type { Diagnostic, DiagnosticCode } from "../../source/diagnostic.ts";
import { type Source, source } from "../../source/source.ts";
import { nowhere } from "../../source/span.ts";
import { type FileConfig, fileSchema } from "./file-schema.ts";
import { hideSpans, isSecret } from "./hide-secrets.ts";
import { issueDiagnostics } from "./issue-diagnostics.ts";
import type { Places } from "./places.ts";
import { type ReadYaml, readYaml } from "./read-yaml.ts";
import { wording } from "./wording.ts";

const LARGEST = 1024 * 1024;

/** A configuration file that could be understood, or why not. */
export interface ConfigFile {
  /** Null: there are errors. */
  readonly values: FileConfig | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly places: Places;
}

export async function readConfigFile(path: string): Promise<ConfigFile> {
  const text = await readText(path);
  if (typeof text !== "string") return refused([text]);
  const yaml = readYaml(path, text);
  if ("errors" in yaml) return refused(yaml.errors);
  const result = fileSchema.safeParse(yaml.value, { error: wording });
  const places = placesIn(yaml, hidden(path, text, yaml, result.error?.issues ?? []));
  if (result.success) return { values: result.data, diagnostics: [], places };
  return { values: null, diagnostics: issueDiagnostics(result.error.issues, yaml.value, places), places };
}

/** For a command line without a file. */
export function noConfigFile(): ConfigFile {
  return { ...refused([]), values: {} };
}

function refused(diagnostics: readonly Diagnostic[]): ConfigFile {
  const place = { source: source("the configuration", ""), span: nowhere };
  return { values: null, diagnostics, places: { value: () => place, key: () => place } };
}

async function readText(path: string): Promise<string | Diagnostic> {
  try {
    if ((await stat(path)).size > LARGEST) return about(path, "limit", `the file is larger than ${LARGEST} bytes`);
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (fault) {
    if (fault instanceof TypeError) return about(path, "syntax", "the file is not UTF-8");
    if (!(fault instanceof Error && "code" in fault)) throw fault;
    return about(path, "unknown-reference", `the file cannot be read (${String(fault.code)})`);
  }
}

function about(path: string, code: DiagnosticCode, message: string): Diagnostic {
  return { code, severity: "error", message, source: source(path, ""), span: nowhere };
}

/** The text as messages may show it: without what is, or may be meant as, a secret. */
function hidden(path: string, text: string, yaml: ReadYaml, issues: readonly z.core.$ZodIssue[]): Source {
  const secrets = yaml.scalars.filter(({ keys }) => isSecret(keys)).map(({ span }) => span);
  const unknown = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" && issue.path.length > 0
      ? issue.keys.map((key) => yaml.valueSpan([...issue.path, key]))
      : [],
  );
  return source(path, hideSpans(text, [...secrets, ...unknown]));
}

function placesIn(yaml: ReadYaml, shown: Source): Places {
  return {
    value: (path) => ({ source: shown, span: yaml.valueSpan(path) }),
    key: (path) => ({ source: shown, span: yaml.keySpan(path) }),
  };
}
