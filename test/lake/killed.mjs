// Run by crash.test.ts in a process of its own: changes a kept lake and kills itself at a step.
import { copyFileSync } from "node:fs";
import { basename, join } from "node:path";
import { openLake } from "../../dist/lake/lake.js";

const { directory, step, action, parts } = JSON.parse(process.argv[2] ?? "");
const onStep = (reached) => {
  if (reached === step) process.kill(process.pid, "SIGKILL");
};
const lake = await openLake({ directory, memoryLimit: "512MB", threads: 1, kind: "kept", onStep });
if (action === "compact") await lake.compact();
else {
  const incoming = parts.map((part) => ({ ...part, path: join(lake.incoming, basename(part.path)) }));
  for (const [i, part] of parts.entries()) copyFileSync(part.path, incoming[i].path);
  await lake.commit(incoming);
}
await lake.close();
