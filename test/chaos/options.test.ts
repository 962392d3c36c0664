import { expect, test } from "vitest";
import { UsageError } from "../../bench/flags.ts";
import { readOptions } from "../../chaos/options.ts";

test("without options fifty schedules are played, two at a time", () => {
  expect(readOptions([])).toEqual({
    schedules: 50,
    seed: 1,
    jobs: 2,
    keep: false,
    shareScans: false,
    failFast: false,
    folder: "node_modules/.cache/chaos",
    package: ".",
  });
});

test("all options", () => {
  const args = ["--schedules", "2000", "--seed", "7", "--jobs", "4", "--keep", "--share-scans", "--fail-fast"];
  expect(readOptions([...args, "--folder", "/f", "--package", "/p"])).toEqual({
    schedules: 2_000,
    seed: 7,
    jobs: 4,
    keep: true,
    shareScans: true,
    failFast: true,
    folder: "/f",
    package: "/p",
  });
});

test("help is asked for", () => {
  expect(readOptions(["--help"])).toBeNull();
});

test.each([
  [["--schedules", "0"], "--schedules must be a whole number from 1 to 1000000"],
  [["--seed", "x"], "--seed must be a whole number"],
  [["--jobs", "65"], "--jobs must be a whole number from 1 to 64"],
  [["--what"], "Unknown option"],
])("%j is refused", (args, message) => {
  expect(() => readOptions(args)).toThrow(UsageError);
  expect(() => readOptions(args)).toThrow(message);
});
