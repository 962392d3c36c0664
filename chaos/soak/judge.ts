import type { Figures } from "./measured.ts";
import type { Bounds } from "./options.ts";

/** Which bounds are exceeded, and what must never be. Sentences. What was not measured does not meet a bound. */
export function exceeded(figures: Figures, bounds: Bounds): readonly string[] {
  const { api, alert, memory, lag } = figures;
  return [
    ...above("API p99", api.p99, bounds.apiP99, "ms"),
    ...above("alert p50", alert.p50, bounds.alertP50, "ms"),
    ...above("alert p99", alert.p99, bounds.alertP99, "ms"),
    ...above("memory slope", memory.slope, bounds.memorySlope, "MB a minute"),
    ...above("lag slope", lag.slope, bounds.lagSlope, "files a minute"),
    ...(figures.missing_alerts > 0 ? [`${figures.missing_alerts} alerts have not come`] : []),
    ...(figures.api_failures > 0 ? [`${figures.api_failures} requests had no good answer`] : []),
  ];
}

function above(what: string, value: number | null, bound: number | undefined, unit: string): readonly string[] {
  if (bound === undefined) return [];
  if (value === null) return [`${what} was not measured`];
  return value > bound ? [`${what} is ${value.toFixed(1)} ${unit}, above ${bound}`] : [];
}
