import { Problem } from "../http/problem.ts";
import { isLoopback } from "./listen.ts";

/**
 * Without tokens a web page that the analyst has open could talk to the server from her own machine. It is kept out by three things:
 * a Host that is no loopback name (a page whose name was bound to 127.0.0.1), an Origin that is another one, and what browsers say
 * of where a request comes from (Sec-Fetch-Site). Programs send neither of the last two.
 */
export function refuseForeignPages(header: (name: string) => string | undefined): void {
  const host = header("host");
  if (host !== undefined && !isLoopback(nameOf(host)))
    throw new Problem(
      "foreign-host",
      "without tokens the server answers to loopback names alone: localhost, 127.0.0.1, [::1]",
    );
  const origin = header("origin");
  const isForeign =
    origin !== undefined && (host === undefined || origin.toLowerCase() !== `http://${host.toLowerCase()}`);
  if (isForeign || !["same-origin", "none"].includes(header("sec-fetch-site") ?? "none"))
    throw new Problem("foreign-origin", "requests from pages of another origin are refused");
}

/** `localhost` of `localhost:8787`; what cannot be read is no name. */
function nameOf(host: string): string {
  const [, six, four] = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::\d{1,5})?$/i.exec(host) ?? [];
  return (six ?? four ?? "").toLowerCase();
}
