import { expect, test } from "vitest";
import { memoryLimit, parseSize } from "../../src/util/size.ts";

test.each([
  ["1048576", 1_048_576],
  ["64MB", 67_108_864],
  ["64 mib", 67_108_864],
  ["1g", 1_073_741_824],
  ["2TB", 2_199_023_255_552],
  ["0MB", undefined],
  ["", undefined],
  ["-1", undefined],
  ["1.5GB", undefined],
  ["1PB", undefined],
])("%j is %j bytes", (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test("the database takes whole mebibytes", () => {
  expect(memoryLimit(1_073_741_824)).toBe("1024MiB");
  expect(memoryLimit(134_217_728 + 1)).toBe("128MiB");
  expect(parseSize(memoryLimit(1_073_741_824))).toBe(1_073_741_824);
});
