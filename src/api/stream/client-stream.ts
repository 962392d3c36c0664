const ENCODER = new TextEncoder();

/** What one client of the stream gets. */
export interface ClientStream {
  readonly body: ReadableStream<Uint8Array>;
  /** False: the client reads too slowly, what waits for it would go over the bound. Nothing was added. One event alone may be larger. */
  send(text: string): boolean;
  close(): void;
}

/** `onGone` is called once, when the client has gone. */
export function openClientStream(mostBytes: number, onGone: () => void): ClientStream {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const gone = (): void => {
    controller = null;
    onGone();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start: (given) => {
        controller = given;
      },
      cancel: gone,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: mostBytes }),
  );
  return {
    body,
    send: (text) => {
      if (controller === null) return true;
      const bytes = ENCODER.encode(text);
      const room = controller.desiredSize ?? 0;
      if (room < bytes.byteLength && room < mostBytes) return false;
      controller.enqueue(bytes);
      return true;
    },
    close: () => {
      controller?.close();
      controller = null;
    },
  };
}
