import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openRuleBook, type RuleBook, type RuleBookOptions } from "../../../src/serve/rule-book/open-rule-book.ts";
import { elasticRule } from "../../rule/samples.ts";

export interface Folder {
  readonly rules: string;
  readonly data: string;
  /** Epoch ms; tests move it. */
  now: number;
  readonly said: string[];
  path(name: string): string;
  write(name: string, text: string): void;
  remove(name: string): void;
  open(more?: Partial<RuleBookOptions>): Promise<RuleBook>;
}

/** Rules and data in a folder that goes with the test; a rule book over them that looks only when it is told to. */
export function openFolder(): Folder {
  const top = mkdtempSync(join(tmpdir(), "rule-book-"));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  return folderIn(top);
}

export function folderIn(top: string): Folder {
  const rules = join(top, "rules");
  const data = join(top, "data");
  mkdirSync(rules, { recursive: true });
  const folder: Folder = {
    rules,
    data,
    now: Date.UTC(2026, 0, 1),
    said: [],
    path: (name) => join(rules, name),
    write: (name, text) => writeFileSync(join(rules, name), text),
    remove: (name) => rmSync(join(rules, name)),
    open: (more = {}) =>
      openRuleBook({
        paths: [rules],
        builtin: null,
        dataDirectory: data,
        now: () => folder.now,
        log: (level, message) => folder.said.push(`${level}: ${message}`),
        pollInterval: null,
        settle: 0,
        ...more,
      }),
  };
  return folder;
}

/** A rule with this id and name. */
export function ruleText(id: string, name: string, keys: Readonly<Record<string, unknown>> = {}): string {
  return `${JSON.stringify(elasticRule({ rule_id: id, name, ...keys }))}\n`;
}

/** What is in force: names by id. */
export function namesOf(book: RuleBook): Readonly<Record<string, string>> {
  return Object.fromEntries(book.current().rules.map(({ id, name }) => [id, name]));
}
