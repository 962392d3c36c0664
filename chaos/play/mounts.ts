import { spawn, spawnSync } from "node:child_process";

/** Set in a process that has mounts of its own. */
export const OWN_MOUNTS = "TRAILHOUND_CHAOS_MOUNTS";

/** As root, and as anybody where users may have namespaces. */
const WAYS: readonly (readonly string[])[] = [
  ["unshare", "--mount"],
  ["unshare", "--map-root-user", "--mount"],
];

/**
 * Runs this very command again with a mount namespace of its own, in which file systems of a chosen size can be mounted that nobody else sees and that
 * go away with the last process. Gives its exit code; null when it is such a process already, or there are no namespaces here.
 */
export async function withOwnMounts(): Promise<number | null> {
  if (process.env[OWN_MOUNTS] !== undefined) return null;
  const way = WAYS.find(canMount);
  if (way === undefined) return null;
  const [program = "", ...flags] = way;
  const args = [...flags, process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const child = spawn(program, args, { stdio: "inherit", env: { ...process.env, [OWN_MOUNTS]: "1" } });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

function canMount([program = "", ...flags]: readonly string[]): boolean {
  const args = [...flags, "mount", "-t", "tmpfs", "-o", "size=64k", "trailhound-chaos", "/mnt"];
  return spawnSync(program, args, { stdio: "ignore" }).status === 0;
}
