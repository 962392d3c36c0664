import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const SRC = join(import.meta.dirname, "..", "..", "src");

interface Loaded {
  /** Below src. */
  readonly files: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
}

/** What is loaded at once with a module: imports of types alone and imports when something is run are not followed. */
function loadedWith(start: string): Loaded {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    const text = readFileSync(join(SRC, file), "utf8");
    for (const [, clause = "", target = ""] of text.matchAll(/^(?:import|export)\s([^;"]*?)?from "([^"]+)";/gms)) {
      if (clause.startsWith("type ")) continue;
      if (target.startsWith(".")) visit(relative(SRC, join(SRC, dirname(file), target)));
      else if (!target.startsWith("node:")) packages.add(target);
    }
  };
  visit(start);
  return { files, packages };
}

function folders({ files }: Loaded): string[] {
  return [...new Set([...files].map(dirname))].sort();
}

test("help needs the command line, the errors that it can report, and hardly more", () => {
  const loaded = loadedWith("cli/main.ts");
  expect([...loaded.packages]).toEqual(["commander"]);
  expect(loaded.files.size).toBeLessThan(30);
  const working = /^(?:driver|lake|engine|lang|detect|report)\/(?!.*-error\.ts$)/;
  expect([...loaded.files].filter((file) => working.test(file))).toEqual([]);
});

test("a scan loads the report, Elastic's format and look-ups only when they are asked for", () => {
  const loaded = loadedWith("cli/scan.ts");
  expect(loaded.files.size).toBeGreaterThan(300);
  const unwanted = /^(?:report\/html|simulate|alert\/format\/elastic)(?:\/|$)/;
  expect(folders(loaded).filter((folder) => unwanted.test(folder))).toEqual([]);
  const heavy = ["markdown-it", "preact", "preact-render-to-string", "maxmind", "cli-progress", "yaml", "uap-ref-impl"];
  expect(heavy.filter((name) => loaded.packages.has(name))).toEqual([]);
});

test("checking rules needs no database", () => {
  const loaded = loadedWith("cli/rules-check.ts");
  expect(loaded.packages.has("toml-eslint-parser")).toBe(true);
  expect(folders(loaded).filter((folder) => /^(?:driver|lake|ingest|report)/.test(folder))).toEqual([]);
  expect([...loaded.files].filter((file) => file.startsWith("driver/"))).toEqual([]);
});
