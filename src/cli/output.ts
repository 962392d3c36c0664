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
  let wake = (): void => undefined;
  stream.on("error", (error) => {
    failure = error;
    wake();
  });
  for (const event of ["drain", "close"]) stream.on(event, () => wake());
  const check = (): void => {
    if (failure) throw failure;
  };
  return {
    write: async (text) => {
      check();
      if (stream.write(text)) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      check();
    },
    close: async () => {
      check();
      if (file === undefined) return;
      stream.end();
      await finished(stream);
    },
  };
}
