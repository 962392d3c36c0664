import { Problem } from "./problem.ts";

/** 404, or 405 for a path that other methods have. */
export function nothingThere(
  request: { readonly method: string; readonly path: string },
  operations: readonly { readonly method: string; readonly path: string }[],
): Problem {
  const methods = operations.filter(({ path }) => pattern(path).test(request.path)).map(({ method }) => method);
  if (methods.length === 0) return new Problem("not-found", "there is nothing at this path: see /v1/openapi.json");
  const allowed = methods.flatMap((each) => (each === "get" ? ["GET", "HEAD"] : [each.toUpperCase()]));
  const names = [...new Set(allowed)].join(", ");
  const headers = { Allow: names };
  return new Problem("method-not-allowed", `${request.method} is not possible here, only ${names}`, { headers });
}

/** Of a path as OpenAPI writes it. */
function pattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`);
}
