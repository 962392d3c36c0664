const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or directory",
  EACCES: "permission denied",
  EPERM: "permission denied",
  ELOOP: "symbolic link loop",
  ENOTDIR: "not a directory",
  ENAMETOOLONG: "name too long",
  EMFILE: "too many open files",
};

/** Why the file system refused, in words; an error that is not the file system's is thrown on. */
export function fsReason(error: unknown): string {
  if (!(error instanceof Error && "syscall" in error && "code" in error)) throw error;
  const code = String(error.code);
  return REASONS[code] ?? `cannot be read (${code})`;
}
