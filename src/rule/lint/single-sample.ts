import { formatDuration } from "../../util/duration.ts";
import type { Lint } from "./lint.ts";

export const singleSample: Lint = {
  id: "single-sample",
  severity: "info",
  sentence: "The evaluation window of an anomaly rule holds a single bucket, so that one bucket alone decides.",
  check({ method }, { file, span }) {
    if (method.kind !== "anomaly" || method.bucketDuration < method.windows.evaluationWindow) return [];
    const [bucket, window] = [method.bucketDuration, method.windows.evaluationWindow].map(formatDuration);
    const message = `a window of ${window} holds no more than one bucket of ${bucket}: one bucket alone decides`;
    return [{ code: "no-effect", message, source: file, span }];
  },
};
