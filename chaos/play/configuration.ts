import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SECRET } from "./webhook.ts";

/** Every alert goes to both: `each` sends notices one by one, `flood` makes digests of many. */
export const CHANNELS = { each: "each", flood: "flood" } as const;

const SECRET_NAME = "TRAILHOUND_CHAOS_SECRET";

/** What `serve` needs in its environment. */
export const ENVIRONMENT: Readonly<Record<string, string>> = { [SECRET_NAME]: SECRET };

/** Writes the configuration of a schedule; gives its path. */
export async function writeConfiguration(folder: string, receiver: string): Promise<string> {
  const path = join(folder, "serve.yaml");
  await writeFile(
    path,
    `lateness: 400d
threads: 1
channels:
${channel(CHANNELS.each, receiver)}${channel(CHANNELS.flood, receiver)}routes:
  - channels: [${CHANNELS.each}]
    digest_over: 100000
  - channels: [${CHANNELS.flood}]
    digest_over: 5
    digest_window: 1s
`,
  );
  return path;
}

function channel(name: string, receiver: string): string {
  return `  - name: ${name}
    kind: webhook
    url: ${receiver}/${name}
    secret: {env: ${SECRET_NAME}}
    allow_private: true
    timeout: 2s
`;
}
