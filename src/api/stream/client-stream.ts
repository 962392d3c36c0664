const ENCODER = new TextEncoder();

export interface ClientStreamOptions {
  /** What may wait for the client before it has to take some of it. One event more may come on top. */
  readonly mostBytes: number;
  /** What comes next, as soon as there is something; it is asked for only when the client has room. Null, or a failure: the stream ends. */
  readonly next: () => Promise<Uint8Array | null>;
  /** Called once, when the client has gone or the stream has ended; not after `close`. */
  readonly onGone: () => void;
}

/** What one client of the stream gets. */
export interface ClientStream {
  readonly body: ReadableStream<Uint8Array>;
  /** Adds a short text, whether there is room or not. */
  say(text: string): void;
  /** To be called every now and then. False: the client has no room, and has taken nothing since the time before. */
  isAlive(): boolean;
  /** The client has room: all that there is for it has been handed on. */
  hasRoom(): boolean;
  close(): void;
}

export function openClientStream({ mostBytes, next, onGone }: ClientStreamOptions): ClientStream {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let added = 0;
  let taken = -1;
  const roomOf = (): number => controller?.desiredSize ?? mostBytes;
  const takenNow = (): number => added - (mostBytes - roomOf());
  const add = (bytes: Uint8Array): void => {
    added += bytes.byteLength;
    controller?.enqueue(bytes);
  };
  const end = (): void => {
    if (controller === null) return;
    controller = null;
    onGone();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start: (given) => {
        controller = given;
      },
      pull: async (given) => {
        const bytes = await next().catch(() => null);
        if (controller === null) return;
        if (bytes !== null) return add(bytes);
        end();
        given.close();
      },
      cancel: end,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: mostBytes }),
  );
  return {
    body,
    say: (text) => add(ENCODER.encode(text)),
    isAlive: () => {
      const before = taken;
      taken = takenNow();
      return roomOf() > 0 || taken !== before;
    },
    hasRoom: () => roomOf() > 0,
    close: () => {
      controller?.close();
      controller = null;
    },
  };
}
