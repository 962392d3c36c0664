import { afterEach, expect, test } from "vitest";
import { RefusedAddress, type Resolve, systemResolve } from "../../../src/notify/http/checked-lookup.ts";
import { type Answer, post } from "../../../src/notify/http/post.ts";
import { NEVER, type Receiver, receiver } from "../fixtures.ts";

let server: Receiver | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function open(...args: Parameters<typeof receiver>): Promise<Receiver> {
  server = await receiver(...args);
  return server;
}

interface Target {
  readonly url: string;
  readonly allowPrivate?: boolean;
  readonly resolve?: Resolve;
  readonly timeout?: number;
}

function posted({ url, allowPrivate = false, resolve = systemResolve, timeout = 20_000 }: Target): Promise<Answer> {
  return post({ url: new URL(url), allowPrivate, resolve, timeout }, { "Content-Length": "2" }, "{}", NEVER);
}

const ok: Parameters<typeof receiver>[0] = (response) => response.end("ok");

test("addresses in any spelling, and names that lead to them, are not connected to", async () => {
  const { port, received } = await open(ok);
  const hosts = [
    "127.0.0.1",
    "localhost",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "127.1",
    "[::ffff:127.0.0.1]",
    "0",
    "[::]",
  ];
  for (const host of [...hosts, "localhost.", "169.254.169.254", "[fd00:ec2::254]"])
    await expect(posted({ url: `http://${host}:${port}/` }), host).rejects.toThrow();
  for (const host of ["127.0.0.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "[fd00:ec2::254]", "0"])
    await expect(posted({ url: `http://${host}:${port}/` }), host).rejects.toThrow(RefusedAddress);
  await expect(posted({ url: `http://0.0.0.0:${port}/`, allowPrivate: true })).rejects.toThrow(RefusedAddress);
  expect(received).toEqual([]);
});

test("a name is looked up once, and what was checked is what is connected to", async () => {
  const { port, received } = await open(ok);
  const asked: string[] = [];
  // Public at the first look, loopback from then on: a second look-up would reach the receiver.
  const rebinding: Resolve = async (host) => {
    asked.push(host);
    return [{ address: asked.length === 1 ? "203.0.113.1" : "127.0.0.1", family: 4 }];
  };
  await expect(posted({ url: `http://rebind.test:${port}/`, resolve: rebinding })).rejects.toThrow(RefusedAddress);
  await expect(posted({ url: `http://rebind.test:${port}/`, resolve: rebinding })).rejects.toThrow("loopback");
  expect(asked).toEqual(["rebind.test", "rebind.test"]);
  const mixed: Resolve = async () => [
    { address: "93.184.215.14", family: 4 },
    { address: "127.0.0.1", family: 4 },
  ];
  await expect(posted({ url: `http://mixed.test:${port}/`, resolve: mixed })).rejects.toThrow("127.0.0.1 is loopback");
  const none: Resolve = async () => [];
  await expect(posted({ url: `http://none.test:${port}/`, resolve: none })).rejects.toThrow("no address");
  expect(received).toEqual([]);
  const inside: Resolve = async () => [{ address: "127.0.0.1", family: 4 }];
  const answer = await posted({ url: `http://inside.test:${port}/`, resolve: inside, allowPrivate: true });
  expect(answer.status).toBe(200);
  expect(received[0]?.headers.host).toBe(`inside.test:${port}`);
});

test("redirects are not followed", async () => {
  const { url, received } = await open((response) => {
    response.writeHead(307, { Location: "/elsewhere" }).end();
  });
  expect((await posted({ url, allowPrivate: true })).status).toBe(307);
  expect(received.map(({ path }) => path)).toEqual(["/hook"]);
});

test("a body without end is left, an answer that does not come is not waited for", async () => {
  const { url } = await open((response, { path }) => {
    if (path === "/silent") return;
    response.writeHead(200);
    const drip = setInterval(() => response.write("x".repeat(10_000)), 1);
    response.on("close", () => clearInterval(drip));
  });
  const answer = await posted({ url, allowPrivate: true });
  expect(answer.status).toBe(200);
  expect(answer.text.length).toBeLessThanOrEqual(1024);
  await expect(posted({ url: new URL("/silent", url).href, allowPrivate: true, timeout: 50 })).rejects.toThrow();
});
