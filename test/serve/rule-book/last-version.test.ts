import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { GONE_AFTER } from "../../../src/serve/rule-book/observe-files.ts";
import type { RuleBook } from "../../../src/serve/rule-book/open-rule-book.ts";
import { type Folder, folderIn, namesOf, ruleText } from "./folder.ts";

const SLOTS = ["a", "b", "c"] as const;
type Slot = (typeof SLOTS)[number];

type Step =
  | { readonly kind: "good" | "half" | "flicker"; readonly slot: Slot; readonly version: number }
  | { readonly kind: "broken" | "not text" | "empty" | "remove" | "same id"; readonly slot: Slot }
  | { readonly kind: "wait" | "restart" };

const slot = fc.constantFrom(...SLOTS);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom("good", "half", "flicker"), slot, version: fc.nat(9) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom("broken", "not text", "empty", "remove", "same id"), slot }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("wait", "restart") }) },
);

/** What has to be in force, told by what was written alone. */
interface Expected {
  readonly names: Map<Slot, string>;
  readonly broken: Set<Slot>;
  readonly missing: Set<Slot>;
  /** Whose rule another file claims: it would move there if the first went or claimed another. Other tests look at moves. */
  readonly copied: Set<Slot>;
}

const fileOf = (of: Slot): string => `${of}.json`;
const text = (of: Slot, version: number): string => ruleText(`rule-${of}`, `${of}${version}`);

function expectGood(expected: Expected, of: Slot, version: number): void {
  expected.names.set(of, `${of}${version}`);
  expected.broken.delete(of);
  expected.missing.delete(of);
}

function expectBroken(expected: Expected, of: Slot): void {
  expected.broken.add(of);
  expected.missing.delete(of);
}

async function take(step: Step, folder: Folder, book: RuleBook, expected: Expected): Promise<RuleBook> {
  switch (step.kind) {
    case "good":
      folder.write(fileOf(step.slot), text(step.slot, step.version));
      expectGood(expected, step.slot, step.version);
      break;
    case "half": {
      // Seen once while it is written: JSON of another rule, and half of this one.
      for (const part of [ruleText(`rule-${step.slot}`, "wrong"), text(step.slot, step.version).slice(0, 40)]) {
        folder.write(fileOf(step.slot), part);
        await book.look();
        expectInForce(book, expected);
      }
      folder.write(fileOf(step.slot), text(step.slot, step.version));
      expectGood(expected, step.slot, step.version);
      break;
    }
    case "flicker":
      if (!expected.missing.has(step.slot) && (expected.names.has(step.slot) || expected.broken.has(step.slot)))
        folder.remove(fileOf(step.slot));
      await book.check();
      expectInForce(book, expected);
      folder.now += GONE_AFTER - 1;
      folder.write(fileOf(step.slot), text(step.slot, step.version));
      for (const of of expected.missing) if (of !== step.slot) folder.write(fileOf(of), "{");
      for (const of of [...expected.missing]) expectBroken(expected, of);
      expectGood(expected, step.slot, step.version);
      break;
    case "broken":
      folder.write(fileOf(step.slot), text(step.slot, 0).slice(0, -30));
      expectBroken(expected, step.slot);
      break;
    case "not text":
      folder.write(fileOf(step.slot), "\u{0}");
      expectBroken(expected, step.slot);
      break;
    case "empty":
      folder.write(fileOf(step.slot), "");
      expectBroken(expected, step.slot);
      break;
    case "same id": {
      const other = SLOTS.find((each) => each !== step.slot && expected.names.has(each));
      if (!other || expected.missing.has(other) || expected.copied.has(step.slot)) break;
      folder.write(fileOf(step.slot), ruleText(`rule-${other}`, "wrong"));
      expectBroken(expected, step.slot);
      expected.copied.add(other);
      break;
    }
    case "remove":
      if (expected.copied.has(step.slot)) break;
      if (expected.missing.has(step.slot)) break;
      if (!expected.names.has(step.slot) && !expected.broken.has(step.slot)) break;
      folder.remove(fileOf(step.slot));
      expected.broken.delete(step.slot);
      if (expected.names.has(step.slot)) expected.missing.add(step.slot);
      break;
    case "wait":
      await book.check();
      folder.now += GONE_AFTER;
      for (const of of expected.missing) expected.names.delete(of);
      expected.missing.clear();
      break;
    case "restart":
      await book.close();
      return folder.open();
  }
  await book.check();
  return book;
}

function expectInForce(book: RuleBook, { names }: Expected): void {
  expect(namesOf(book)).toEqual(Object.fromEntries([...names].map(([of, name]) => [`rule-${of}`, name])));
}

test("in force is the last good version of each file that is meant to be there, also after restarts", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const top = mkdtempSync(join(tmpdir(), "rule-book-"));
      try {
        const folder = folderIn(top);
        const expected: Expected = { names: new Map(), broken: new Set(), missing: new Set(), copied: new Set() };
        let book = await folder.open();
        for (const each of steps) {
          book = await take(each, folder, book, expected);
          expectInForce(book, expected);
          const broken = book.current().problems.filter(({ file }) => file !== folder.rules);
          const files = [...new Set(broken.map(({ file }) => file))].sort();
          expect(files).toEqual([...expected.broken].map((of) => folder.path(fileOf(of))).sort());
          for (const { file, keptVersion } of broken) {
            expect(keptVersion).toBe(SLOTS.some((of) => file === folder.path(fileOf(of)) && expected.names.has(of)));
          }
        }
        await book.close();
      } finally {
        rmSync(top, { recursive: true, force: true });
      }
    }),
    { numRuns: 50 },
  );
});
