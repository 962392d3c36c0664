const UNITS: Readonly<Record<string, number>> = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

const MIB = 1024 * 1024;

/** Below 128 MB the database cannot work on a batch. */
export const LEAST_MEMORY = 128 * MIB;

/** Bytes of `512MB`, `1GB`, `1048576`; undefined when the text is not a size above 0. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d{1,12})\s*([kmgt]?)(i?b)?$/i.exec(text);
  const bytes = Number(match?.[1] ?? 0) * (UNITS[match?.[2]?.toLowerCase() ?? ""] ?? 0);
  return bytes > 0 ? bytes : undefined;
}

/** A memory limit as the database takes it: `1024MiB`. */
export function memoryLimit(bytes: number): string {
  return `${Math.floor(bytes / MIB)}MiB`;
}
