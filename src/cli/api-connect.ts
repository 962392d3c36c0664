import { type ApiClient, ApiError, openClient } from "../api/client.ts";
import { readServeFile } from "../serve/serve-file.ts";
import { SECOND } from "../util/duration.ts";
import { UsageError } from "./usage-error.ts";

/** The API over a directory that nobody serves, inside this process. */
export interface LocalApi {
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

export type OpenLocal = (directory: string) => Promise<LocalApi>;

/**
 * Runs `use` with the API of the process that serves the directory, or with one of our own when nobody does. What the API refuses
 * becomes a UsageError.
 */
export async function withApi<T>(
  directory: string,
  openLocal: OpenLocal,
  use: (client: ApiClient) => Promise<T>,
): Promise<T> {
  if (directory.trim() === "") throw new UsageError("--data: expected the directory that serve keeps");
  try {
    const served = await readServeFile(directory);
    if (served !== null && (await answers(served.url, served.pid))) return await use(openClient({ ...served, fetch }));
    const local = await openLocal(directory);
    const target = { url: "http://localhost", token: null, fetch: (request: Request) => local.fetch(request) };
    return await use(openClient(target)).finally(() => local.close());
  } catch (error) {
    throw error instanceof ApiError ? new UsageError(error.message) : error;
  }
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
