import { expect, test } from "vitest";
import { datadogRule, said } from "../samples.ts";

function anomaly(bucketDuration: number): readonly string[] {
  const options = {
    detectionMethod: "anomaly_detection",
    evaluationWindow: 1800,
    anomalyDetectionOptions: { bucketDuration },
  };
  return said(datadogRule({ cases: [{ status: "low" }] }, options));
}

test("a window of one bucket is named", () => {
  expect(anomaly(1800)).toEqual([
    "info[no-effect]: a window of 30m holds no more than one bucket of 30m: one bucket alone decides",
  ]);
  expect(anomaly(3600)).toHaveLength(1);
});

test("a window of several buckets is not", () => {
  expect(anomaly(900)).toEqual([]);
});
