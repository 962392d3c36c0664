import type { Random } from "../../src/simulate/random.ts";
import { type Content, extensionOf, trailContent } from "./content.ts";
import type { FileChange } from "./step.ts";
import type { WorldFile } from "./world.ts";

/** The ways in which a file of a world comes. */
export const DELIVERY_KINDS = [
  "whole",
  "pieces",
  "truncated",
  "growing",
  "split",
  "overlap",
  "twice",
  "two keys",
  "ndjson",
] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/** The changes of one world file, in their order. */
export interface Delivery {
  readonly kind: DeliveryKind;
  readonly changes: readonly FileChange[];
}

export function deliveryOf(file: WorldFile, kind: DeliveryKind, choose: Random): Delivery {
  return { kind, changes: CHANGES[kind](file, choose) };
}

const CHANGES: Readonly<Record<DeliveryKind, (file: WorldFile, choose: Random) => readonly FileChange[]>> = {
  whole: (file) => [put("rename", file, trailContent(file.records))],
  pieces: (file) => [put("pieces", file, trailContent(file.records))],
  truncated: (file, choose) => {
    const content = trailContent(file.records);
    return [grow(file, content, share(choose)), put(choose.pick(["rename", "overwrite", "pieces"]), file, content)];
  },
  growing: (file, choose) => {
    const content: Content = { records: file.records, shape: "ndjson", gzip: choose.chance(0.2) };
    const stops = Array.from({ length: choose.between(1, 4) }, () => share(choose)).sort((a, b) => a - b);
    return [...stops, 1].map((to) => grow(file, content, to));
  },
  split: (file, choose) => {
    const cut = choose.int(file.records.length + 1);
    return parts(file, [file.records.slice(0, cut), file.records.slice(cut)]);
  },
  overlap: (file, choose) => {
    const [a = 0, b = 0] = [choose.int(file.records.length + 1), choose.int(file.records.length + 1)].sort(
      (x, y) => x - y,
    );
    return parts(file, [file.records.slice(0, b), file.records.slice(a)]);
  },
  twice: (file) => {
    const content = trailContent(file.records);
    return [put("rename", file, content), put("rename", file, content)];
  },
  "two keys": (file) => {
    const content = trailContent(file.records);
    const other = { ...file, path: `elsewhere/${file.path}` };
    return [put("rename", file, content), put("rename", other, content)];
  },
  ndjson: (file, choose) => [put("rename", file, { records: file.records, shape: "ndjson", gzip: choose.chance(0.5) })],
};

function put(how: "rename" | "pieces" | "overwrite", file: WorldFile, content: Content): FileChange {
  return { how, path: `${file.path}${extensionOf(content)}`, content };
}

function grow(file: WorldFile, content: Content, to: number): FileChange {
  return { how: "grow", path: `${file.path}${extensionOf(content)}`, content, to };
}

function parts(file: WorldFile, lists: readonly (readonly number[])[]): FileChange[] {
  return lists.map((records, i) => put("rename", { path: `${file.path}-${i}`, records }, trailContent(records)));
}

/** Of the bytes: anything but nothing and all. */
function share(choose: Random): number {
  return choose.between(1, 99) / 100;
}
