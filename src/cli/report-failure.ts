import { CommanderError } from "commander";
import { SourceError } from "../ingest/sources/source-spec.ts";
import { LakeError } from "../lake/lake-error.ts";
import { NotifyError } from "../notify/notify-error.ts";
import { EXIT } from "./exit-code.ts";
import { RulesError } from "./rules-error.ts";
import { UsageError } from "./usage-error.ts";

/** What the database says of a file that it may not open or write, or has no room for. */
const DATABASE_FILE = /^IO Error: .*(?:Permission denied|Read-only file system|No space left on device)/s;

const MISTAKES = [UsageError, RulesError, LakeError, SourceError, NotifyError];

/** Says what went wrong on standard error and gives the exit code: people's mistakes without a stack, ours with one. */
export function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (MISTAKES.some((kind) => error instanceof kind)) {
    process.stderr.write(`${error instanceof Error ? error.message : ""}\n`);
    return EXIT.usage;
  }
  if (isFileError(error)) {
    const hint = error.syscall === "listen" ? ": give another address with --listen HOST:PORT" : "";
    process.stderr.write(`trailhound: ${error.message}${hint}\n`);
    return EXIT.usage;
  }
  if (error instanceof Error && DATABASE_FILE.test(error.message)) {
    process.stderr.write(`trailhound: ${error.message}\n`);
    return EXIT.usage;
  }
  if (error instanceof Error && error.message.startsWith("Out of Memory Error")) {
    process.stderr.write("trailhound: the database ran out of memory: give it more with --memory\n");
    return EXIT.usage;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`trailhound failed; this is a bug of trailhound's, please report it:\n${stack}\n`);
  return EXIT.internal;
}

/** A file of the command line that cannot be written: no space, no permission, no such folder. Or an address that cannot be had. */
function isFileError(error: unknown): error is NodeJS.ErrnoException {
  const codes = [
    "ENOENT",
    "EACCES",
    "EPERM",
    "ENOSPC",
    "EEXIST",
    "EISDIR",
    "ENOTDIR",
    "EROFS",
    "EADDRINUSE",
    "EADDRNOTAVAIL",
  ];
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? "");
}
