import { expect, test } from "vitest";
import { markdown } from "../../bench/report/markdown.ts";
import { measured, results } from "./results.ts";

test("the page says where, what and whether", () => {
  const page = markdown(results());
  expect(page).toContain("2 cores of Z80, 16,000 MB, Linux 6; node v20.0.0, DuckDB 1.5, trailhound 0.1.0 (abc1234)");
  expect(page).toContain(
    "| scan of 1,000,000 events, built-in rules / zcat of the same files | <= 1 | 0.900 | met |\n",
  );
  expect(page).toContain("| peak resident memory, 1,000,000 events | <= 1,000 MB | 1,200 MB | missed |\n");
  expect(page).toContain(
    "| five-minute slice of 5,000 events, from file to alerts, on a lake of 10,000,000 | <= 2 s | 1.50 s | met |\n",
  );
  expect(page).toContain("| `zcat-1000000` | 3 | 5.00 (4.00 to 6.00) | 7.50 (6.00 to 9.00) |  |\n");
  expect(page).toContain("| `hundred-events` | 0.450 |");
  expect(page).not.toContain("## Not measured");
});

test("every table has as many cells in each line as in its head", () => {
  const failures = new Map([["storage", "exit 2: a | b"]]);
  const tables = markdown(results({ ...measured(), failures }))
    .split("\n\n")
    .filter((part) => part.startsWith("|"));
  expect(tables).toHaveLength(3);
  for (const table of tables) {
    const widths = new Set(
      table
        .trim()
        .split("\n")
        .map((line) => line.split(/(?<!\\)\|/).length),
    );
    expect(widths.size).toBe(1);
  }
});

test("a busy machine is said to be one", () => {
  const quiet = results();
  const busy = markdown({ ...quiet, machine: { ...quiet.machine, load: 3 } });
  expect(busy).toContain("**The machine had other work when this began");
  expect(markdown(quiet)).not.toContain("other work");
});

test("what could not be measured is named", () => {
  const page = markdown(results({ ...measured(), failures: new Map([["storage", "exit 2: no | lake"]]) }));
  expect(page).toContain("| stored bytes / bytes of JSON | <= 0.08 |  | not measured |");
  expect(page).toContain("- `storage`: exit 2: no | lake\n");
});
