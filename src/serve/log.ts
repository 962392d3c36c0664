import type { Logger } from "pino";

/** What happens, for the log. `fields` hold no secrets. */
export type Log = (
  level: "info" | "warn" | "error",
  message: string,
  fields?: Readonly<Record<string, string | number | boolean | readonly string[] | null>>,
) => void;

/** JSON lines on standard error: standard output may be a channel. */
export async function openLog(): Promise<Log> {
  const { pino, destination, stdTimeFunctions } = (await import("pino")).default;
  const logger: Logger = pino(
    { base: null, timestamp: stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    destination({ dest: 2, sync: true }),
  );
  return (level, message, fields = {}) => logger[level](fields, message);
}
