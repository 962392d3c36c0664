import { setTimeout as sleep } from "node:timers/promises";
import type { Address } from "../play/api.ts";

export interface Following {
  /** What an event brings as JSON. */
  readonly onData: (data: unknown) => void;
  /** The stream had been open, and ended. */
  readonly onEnd: () => void;
}

/** ms before it comes back. */
const REST = 500;

/** Follows server-sent events until the signal ends it. It comes back by itself, and says what it has seen last. */
export async function follow(address: Address, signal: AbortSignal, { onData, onEnd }: Following): Promise<void> {
  let lastId: string | null = null;
  while (!signal.aborted) {
    const read = eventReader(onData, (id) => {
      lastId = id;
    });
    const body = await open(address, lastId, signal).catch(() => null);
    if (body !== null) await readAll(body, read).catch(() => undefined);
    if (signal.aborted) return;
    if (body !== null) onEnd();
    await sleep(REST, undefined, { signal }).catch(() => undefined);
  }
}

async function open({ url, token }: Address, lastId: string | null, signal: AbortSignal): Promise<Response["body"]> {
  const headers = {
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(lastId === null ? {} : { "last-event-id": lastId }),
  };
  const response = await fetch(new URL("/v1/alerts/stream", url), { headers, signal });
  if (response.ok) return response.body;
  await response.body?.cancel();
  return null;
}

async function readAll(body: NonNullable<Response["body"]>, read: (piece: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of body) read(decoder.decode(chunk, { stream: true }));
}

/** Takes pieces of a stream of events. `onId` is called after `onData`. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function eventReader(
  onData: (data: unknown) => void,
  onId: (id: string) => void = () => undefined,
): (piece: string) => void {
  let rest = "";
  return (piece) => {
    const events = (rest + piece).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      const lines = event.split("\n");
      const [data, ids] = [valuesOf(lines, "data: "), valuesOf(lines, "id: ")];
      if (data.length > 0) onData(JSON.parse(data.join("\n")));
      for (const id of ids) onId(id);
    }
  };
}

function valuesOf(lines: readonly string[], field: string): readonly string[] {
  return lines.flatMap((line) => (line.startsWith(field) ? [line.slice(field.length)] : []));
}
