import { type ApiClient, ApiError, type FieldPlace, openClient } from "../api/client.ts";
import { readServeFile } from "../serve/serve-file.ts";
import { SECOND } from "../util/duration.ts";
import { UsageError } from "./usage-error.ts";

/** The API over a directory that nobody serves, inside this process. */
export interface LocalApi {
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

/** `read`: nothing is written into the directory. */
export type OpenLocal = (directory: string, access: "read" | "write") => Promise<LocalApi>;

export interface ApiUse {
  /** What `--data` names. */
  readonly directory: string;
  /** What the command does there; asked when nobody serves the directory. */
  readonly access: "read" | "write";
  readonly openLocal: OpenLocal;
  /** What the command line calls the text of a comment. */
  readonly text?: string;
}

/**
 * Runs `use` with the API of the process that serves the directory, or with one of our own when nobody does. What the API refuses
 * becomes a UsageError.
 */
export async function withApi<T>(
  { directory, access, openLocal, text = "<text>" }: ApiUse,
  use: (client: ApiClient) => Promise<T>,
): Promise<T> {
  if (directory.trim() === "") throw new UsageError("--data: expected the directory that serve keeps");
  const nameOf = (place: FieldPlace): string | null => argumentOf(place, text);
  try {
    const served = await readServeFile(directory);
    if (served !== null && (await answers(served.url, served.pid)))
      return await use(openClient({ ...served, fetch, nameOf }));
    const local = await openLocal(directory, access);
    const target = { url: "http://localhost", token: null, fetch: (request: Request) => local.fetch(request), nameOf };
    return await use(openClient(target)).finally(() => local.close());
  } catch (error) {
    throw error instanceof ApiError ? new UsageError(error.message) : error;
  }
}

/** Options are called as the parameters and keys of the API. */
function argumentOf({ in: place, field }: FieldPlace, text: string): string | null {
  const [name = ""] = field.split(".");
  if (name === "" || place === "header") return null;
  if (place === "path") return `<${name}>`;
  return name === "text" ? text : `--${name}`;
}

const PATIENCE = 10 * SECOND;

/** False: nobody listens there, so that the file is what a process left that was killed. */
async function answers(url: string, pid: number): Promise<boolean> {
  try {
    await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(PATIENCE), redirect: "error" });
    return true;
  } catch (error) {
    if (isRefused(error)) return false;
    throw new UsageError(`serve (process ${pid}) does not answer at ${url}`);
  }
}

function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED";
}
