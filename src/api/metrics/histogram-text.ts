import type { HistogramFacts } from "../facts.ts";

/** A histogram without labels in the text format of Prometheus, for counts that were made elsewhere: prom-client only takes observations. */
export function histogramText(name: string, help: string, { buckets, sum, count }: HistogramFacts): string {
  const finite = buckets.filter(({ le }) => Number.isFinite(le));
  const lines = [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} histogram`,
    ...finite.map((bucket) => `${name}_bucket{le="${bucket.le}"} ${bucket.count}`),
    `${name}_bucket{le="+Inf"} ${count}`,
    `${name}_sum ${sum}`,
    `${name}_count ${count}`,
  ];
  return lines.map((line) => `${line}\n`).join("");
}
