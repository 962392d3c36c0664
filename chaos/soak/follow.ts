import type { Address } from "../play/api.ts";

/** Follows server-sent events: `onData` gets what each brings as JSON. Comes back by itself until the signal ends it. */
export async function follow(address: Address, signal: AbortSignal, onData: (data: unknown) => void): Promise<void> {
  const read = eventReader(onData);
  while (!signal.aborted) {
    try {
      const headers = address.token === null ? {} : { authorization: `Bearer ${address.token}` };
      const response = await fetch(new URL("/v1/alerts/stream", address.url), { headers, signal });
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) read(decoder.decode(chunk, { stream: true }));
    } catch {
      // The connection ended, or the signal did it.
    }
  }
}

/** Takes pieces of a stream of events. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function eventReader(onData: (data: unknown) => void): (piece: string) => void {
  let rest = "";
  return (piece) => {
    const events = (rest + piece).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      const data = event.split("\n").flatMap((line) => (line.startsWith("data: ") ? [line.slice(6)] : []));
      if (data.length > 0) onData(JSON.parse(data.join("\n")));
    }
  };
}
