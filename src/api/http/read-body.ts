import { Problem } from "./problem.ts";

/** The JSON of a request. Throws a Problem for another media type, for what is too large, and for what is no JSON. */
export async function readBody(request: Request, mostBytes: number): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(?:;\s*charset=utf-8\s*)?$/i.test(type))
    throw new Problem("unsupported-media-type", "send the body as Content-Type: application/json");
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) throw tooLarge(mostBytes);
  const bytes = await readBytes(request.body, mostBytes);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Problem("invalid-request", "the body is no JSON in UTF-8");
  }
}

async function readBytes(body: ReadableStream<Uint8Array> | null, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    length += part.value.byteLength;
    if (length > mostBytes) throw tooLarge(mostBytes);
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

function tooLarge(mostBytes: number): Problem {
  return new Problem("too-large", `the body is larger than ${mostBytes} bytes`, { headers: { Connection: "close" } });
}
