import { expect, test } from "vitest";
import { UsageError } from "../../bench/flags.ts";
import { MEASURES, readOptions } from "../../bench/options.ts";

test("without options everything is measured five times on a million events", () => {
  expect(readOptions([])).toEqual({
    events: 1_000_000,
    runs: 5,
    out: "bench/results.json",
    data: "node_modules/.cache/bench-data",
    cli: "bin/trailhound.js",
    measures: new Set(MEASURES),
  });
});

test("all options", () => {
  const args = ["--events", "20000", "--runs", "1", "--out", "x.json", "--data", "/d", "--cli", "y.js"];
  expect(readOptions([...args, "--only", "help", "--only", "scan"])).toEqual({
    events: 20_000,
    runs: 1,
    out: "x.json",
    data: "/d",
    cli: "y.js",
    measures: new Set(["help", "scan"]),
  });
});

test("--small-files is a measure of its own, --skip-growth takes one away", () => {
  expect(readOptions(["--small-files"])?.measures).toEqual(new Set(["small-files"]));
  expect(readOptions(["--small-files", "--only", "help"])?.measures).toEqual(new Set(["small-files", "help"]));
  const rest = MEASURES.filter((each) => each !== "growth");
  expect(readOptions(["--skip-growth"])?.measures).toEqual(new Set(rest));
});

test("help", () => {
  expect(readOptions(["--help"])).toBeNull();
  expect(readOptions(["-h"])).toBeNull();
});

test.each([
  [["--evnts", "5"], "--evnts"],
  [["--events", "10"], "--events must be a whole number from 2000"],
  [["--events", "1e6"], '"1e6"'],
  [["--events"], "--events"],
  [["--runs", "0"], "--runs must be"],
  [["--runs", "-1"], "--runs"],
  [["--out", "results.txt"], "must end in .json"],
  [["--only", "scam"], 'did you mean "scan"'],
  [["--only", "growth", "--skip-growth"], "nothing is left"],
  [["something"], "something"],
])("%j is refused", (args, message) => {
  expect(() => readOptions(args)).toThrow(UsageError);
  expect(() => readOptions(args)).toThrow(message);
});
