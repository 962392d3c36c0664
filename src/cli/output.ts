import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";

/** Where a command's result goes: `--out FILE`, else standard output. Waits when the receiver is slow. */
export interface Output {
  write(text: string): Promise<void>;
  close(): Promise<void>;
}

export function openOutput(file: string | undefined): Output {
  const stream: Writable = file === undefined ? process.stdout : createWriteStream(file);
  let failure: Error | undefined;
  stream.on("error", (error) => {
    failure = error;
  });
  return {
    write: async (text) => {
      if (failure) throw failure;
      if (!stream.write(text)) await Promise.race([once(stream, "drain"), once(stream, "close")]);
    },
    close: async () => {
      if (failure) throw failure;
      if (file === undefined) return;
      stream.end();
      await finished(stream);
    },
  };
}
