import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Diagnostic } from "../../source/diagnostic.ts";
import { pathText } from "./issue-diagnostics.ts";
import { diagnosticAt, type Places } from "./places.ts";
import type { Path } from "./read-yaml.ts";
import type { SecretReference } from "./secret-reference.ts";

const LARGEST = 64 * 1024;
/** Others than the owner may read, write or run it. */
const LOOSE = 0o077;
/** The same, but for the group's right to read. */
const LOOSE_BUT_GROUP = 0o037;

/** Reads what references name; what is wrong becomes a diagnostic, and the secret an empty text. */
export interface SecretReader {
  read(reference: string | SecretReference, path: Path): Promise<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** `folder`: that of the configuration file. A final line break of a file is not part of the secret. */
export function secretReader(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  places: Places,
): SecretReader {
  const diagnostics: Diagnostic[] = [];
  const refuse = (path: Path, message: string): string => {
    const said = `${pathText(path)}: ${message}`;
    diagnostics.push(diagnosticAt(places.value(path), "error", "unknown-reference", said));
    return "";
  };
  const readFrom = async (file: string, path: Path): Promise<string> => {
    const found = await stat(file);
    if (!found.isFile()) return refuse(path, `${file} is no file`);
    if (found.size > LARGEST) return refuse(path, `the file ${file} is larger than ${LARGEST} bytes`);
    const remedy = remedyFor(found, process.getuid?.());
    if (remedy !== null) {
      const mode = (found.mode & 0o777).toString(8);
      const said = `${pathText(path)}: others may read the file ${file}: its mode is ${mode}`;
      diagnostics.push(diagnosticAt(places.value(path), "warning", "invalid-value", said, `${remedy} ${file}`));
    }
    const text = (await readFile(file, "utf8")).replace(/\r?\n$/, "");
    return text === "" ? refuse(path, `the file ${file} is empty`) : text;
  };
  return {
    diagnostics,
    read: async (reference, path) => {
      if (typeof reference === "string") return reference;
      if ("env" in reference) {
        const value = Object.hasOwn(env, reference.env) ? env[reference.env] : undefined;
        if (value) return value;
        return refuse(path, `the variable ${reference.env} is ${value === undefined ? "not set" : "empty"}`);
      }
      const file = resolve(folder, reference.file);
      return readFrom(file, path).catch((fault: unknown) => {
        if (!(fault instanceof Error && "code" in fault)) throw fault;
        return refuse(path, `the file ${file} cannot be read (${String(fault.code)})`);
      });
    },
  };
}

/**
 * What to run when others may read a file of this mode and owner; null: nobody may who need not. `user`: whom this process runs as.
 * The group of somebody else's file is how this process may read it: so do the credentials of systemd come, owned by root with an
 * access control list for the service, whose mask stands in the place of the group's bits (mode 0440).
 */
export function remedyFor(
  { mode, uid }: { readonly mode: number; readonly uid: number },
  user: number | undefined,
): "chmod 600" | "chmod 640" | null {
  const isOwn = user === undefined || user === uid;
  if ((mode & (isOwn ? LOOSE : LOOSE_BUT_GROUP)) === 0) return null;
  return isOwn ? "chmod 600" : "chmod 640";
}
