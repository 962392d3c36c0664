import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { follow } from "../../../chaos/soak/follow.ts";

/** What a server sends to each client in turn before it cuts it off. */
async function serving(...answers: readonly string[]) {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const answer = answers[asked.length];
    asked.push(request.headers["last-event-id"]?.toString());
    response.writeHead(answer === undefined ? 503 : 200);
    response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test("who was cut off comes back with what it has seen last, and half an event is none", async () => {
  const { asked, url } = await serving("id: r-0\n\nid: r-1\ndata: 1\n\nid: r-2\nda", "id: r-2\ndata: 2\n\n");
  const over = new AbortController();
  const got: unknown[] = [];
  let ends = 0;
  const followed = follow({ url, token: null }, over.signal, {
    onData: (data) => got.push(data),
    onEnd: () => {
      ends += 1;
    },
  });
  await expect.poll(() => asked.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(3);
  over.abort();
  await followed;
  expect(got).toEqual([1, 2]);
  expect(asked.slice(0, 3)).toEqual([undefined, "r-1", "r-2"]);
  expect(ends).toBe(2);
});
