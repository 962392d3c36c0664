import { type ParseArgsConfig, parseArgs } from "node:util";

/** Wrong usage; the message is for people. */
export class UsageError extends Error {}

const USAGE_FAULT = 2;

type Flags = NonNullable<ParseArgsConfig["options"]>;
type Values<T extends Flags> = ReturnType<typeof parseArgs<{ args: string[]; options: T }>>["values"];

/** Values of the flags in `args` (without node and the script). Throws a UsageError for anything else in there. */
export function readFlags<T extends Flags>(args: readonly string[], options: T): Values<T> {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The number that a flag has; bounds included. Throws a UsageError. */
export function whole(name: string, text: string, low: number, high: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= low && value <= high) return value;
  throw new UsageError(`${name} must be a whole number from ${low} to ${high}, not ${JSON.stringify(text)}`);
}

/** Runs a program. One that is used wrongly says so and ends with exit code 2. */
export async function runProgram(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n(--help says what there is)\n`);
    process.exitCode = USAGE_FAULT;
  }
}
