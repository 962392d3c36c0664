import { expect, test } from "vitest";
import { Histogram } from "../../src/api/histogram.ts";
import { OWN_METRICS } from "../../src/api/metrics/api-metrics.ts";
import { GIVEN_METRICS } from "../../src/api/metrics/given-metrics.ts";
import { openApi } from "./open-api.ts";

const SAMPLE = /^([a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (-?[0-9.e+-]+|NaN)$/;

test("every line is a comment or a sample of ours, and every metric has its type", async () => {
  const { call } = openApi();
  await call("GET /v1/rules");
  const { headers, text } = await call("GET /metrics");
  expect(headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  expect(lines.filter((line) => !SAMPLE.test(line) || !line.startsWith("trailhound_"))).toEqual([]);
  const types = [...text.matchAll(/^# TYPE (\w+) /gm)].map((match) => match[1]);
  const names = [...GIVEN_METRICS, ...Object.values(OWN_METRICS)].map(({ name }) => name);
  expect(types.sort()).toEqual([...names].sort());
  expect(text).toContain('trailhound_watermark_timestamp_seconds{source="dir:./\\"odd\\"\\\\name"} 1772452800\n');
});

test("scrapes do not add up, requests do", async () => {
  const { call } = openApi();
  await call("GET /metrics");
  await call("GET /v1/alerts?x=1");
  const { text } = await call("GET /metrics");
  expect(text).toContain("trailhound_events_total 2\n");
  expect(text).toContain('trailhound_http_requests_total{operation="getMetrics",status="200"} 1\n');
  expect(text).toContain('trailhound_http_requests_total{operation="listAlerts",status="400"} 1\n');
  expect(text).toContain('trailhound_alert_latency_seconds_bucket{le="0.5"} 1\n');
  expect(text).toContain(
    'trailhound_alert_latency_seconds_bucket{le="+Inf"} 2\ntrailhound_alert_latency_seconds_sum 3.4\n',
  );
});

test("a histogram counts each observation in its bucket and those above", () => {
  const histogram = new Histogram([1, 2]);
  for (const value of [1, 1.5, 9]) histogram.observe(value);
  const buckets = [
    { le: 1, count: 1 },
    { le: 2, count: 2 },
  ];
  expect(histogram.read()).toEqual({ buckets, sum: 11.5, count: 3 });
});
