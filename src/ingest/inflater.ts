import { createGunzip } from "node:zlib";
import { InputFault } from "./input-fault.ts";

const OUTPUT_BYTES = 256 * 1024;

/** A gunzip that is fed by hand, so that all output before an error is kept and no more than the limit is ever made. */
export interface Inflater {
  /** Decompresses one piece of input; the promise settles when its output is there. Never rejects. */
  readonly feed: (piece: Uint8Array) => Promise<void>;
  /** The input is over. */
  readonly finish: () => Promise<void>;
  /** Output so far, which it forgets. */
  readonly take: () => Uint8Array[];
  readonly fault: () => InflateFault | null;
  readonly close: () => void;
}

/** `corrupt`: output that was made together with the error is lost, so feed less at a time to get nearer to the break. */
interface InflateFault extends InputFault {
  readonly corrupt?: true;
}

/** Reads gzip of any number of members, and zero bytes after the last. `limit`: most bytes of output. */
export function newInflater(limit: number): Inflater {
  const stream = createGunzip({ chunkSize: Math.max(64, Math.min(OUTPUT_BYTES, limit)) });
  let output: Uint8Array[] = [];
  let made = 0;
  let fault: InflateFault | null = null;
  let over = false;
  let wake: () => void = () => undefined;
  const stop = () => {
    over = true;
    wake();
  };
  stream.on("data", (piece: Buffer) => {
    output.push(piece.subarray(0, limit - made));
    made += piece.length;
    if (made <= limit) return;
    made = limit;
    fault ??= new InputFault(`more than ${limit} bytes when decompressed`);
    stream.destroy();
  });
  stream.on("error", (error: Error) => {
    fault ??= faultOf(error);
  });
  stream.on("end", stop);
  stream.on("close", stop);
  const until = (act: (done: () => void) => void) =>
    new Promise<void>((resolve) => {
      wake = resolve;
      if (over) resolve();
      else act(resolve);
    });
  return {
    feed: (piece) => until((done) => stream.write(piece, () => done())),
    finish: () => until(() => stream.end()),
    take: () => {
      const taken = output;
      output = [];
      return taken;
    },
    fault: () => fault,
    close: () => stream.destroy(),
  };
}

function faultOf(error: Error): InflateFault {
  const code = "code" in error ? error.code : undefined;
  if (code === "Z_BUF_ERROR") return new InputFault("gzip ends early");
  return Object.assign(new InputFault("gzip is corrupt"), { corrupt: true as const });
}
