import { beforeAll, describe, expect, test } from "vitest";
import { bytesOf } from "../../../chaos/schedule/content.ts";
import { DELIVERY_KINDS } from "../../../chaos/schedule/delivery.ts";
import { ORDERS } from "../../../chaos/schedule/order.ts";
import { scheduleOf, worldSeed } from "../../../chaos/schedule/schedule.ts";
import { COMMIT_STEPS, type FileChange, RECEIVER_MODES, type Step } from "../../../chaos/schedule/step.ts";
import { type World, worldOf } from "../../../chaos/schedule/world.ts";

const SEEDS = Array.from({ length: 120 }, (_, i) => i);
let world: World;

beforeAll(async () => {
  world = await worldOf(0);
});

function changesOf(steps: readonly Step[]): readonly FileChange[] {
  return steps.flatMap((step) => (step.do === "file" ? [step.change] : []));
}

test("a seed gives the same world and the same schedule, another seed another", async () => {
  expect(await worldOf(0)).toEqual(world);
  expect(scheduleOf(3, world)).toEqual(scheduleOf(3, world));
  expect(scheduleOf(3, world)).not.toEqual(scheduleOf(4, world));
  expect((await worldOf(1)).records).not.toEqual(world.records);
});

test("five schedules share a world", () => {
  expect([0, 4, 5, 9, 10].map(worldSeed)).toEqual([0, 0, 1, 1, 2]);
});

describe("a world", () => {
  test("has some hundred to a few thousand events of several accounts", () => {
    expect(world.records.length).toBeGreaterThan(300);
    expect(world.records.length).toBeLessThan(5_000);
    expect(new Set(world.files.map(({ path }) => path.split("/")[1])).size).toBeGreaterThan(2);
  });

  test("has copies of its events with another body", () => {
    const ids = new Map<unknown, Set<string>>();
    const own = new Set(world.files.flatMap(({ records }) => records));
    for (const [index, text] of world.records.entries()) {
      const { eventID } = JSON.parse(text);
      ids.set(eventID, (ids.get(eventID) ?? new Set()).add(own.has(index) ? text : `copy ${text}`));
    }
    for (const { records } of world.copies)
      for (const index of records) {
        const text = world.records[index] ?? "";
        const bodies = ids.get(JSON.parse(text).eventID) ?? new Set();
        expect([...bodies].some((body) => !body.startsWith("copy ") && body !== text)).toBe(true);
      }
    expect(world.copies.flatMap(({ records }) => records).length).toBeGreaterThan(2);
  });
});

describe("schedules", () => {
  test("cover every way of delivery, every order, every trouble", () => {
    const all = SEEDS.map((seed) => scheduleOf(seed, world));
    const steps = all.flatMap((schedule) => schedule.steps);
    const of = <T>(list: readonly (T | null | undefined)[]) => new Set(list.filter((each) => each != null));
    expect(of(all.flatMap(({ kinds }) => kinds))).toEqual(new Set(DELIVERY_KINDS));
    expect(of(all.map(({ order }) => order))).toEqual(new Set(ORDERS));
    expect(of(steps.map((step) => step.do))).toEqual(
      new Set(["start", "up", "await", "kill", "bury", "stop", "file", "pause", "receiver", "fill", "free"]),
    );
    expect(of(steps.map((step) => (step.do === "start" ? step.killAt?.step : null)))).toEqual(new Set(COMMIT_STEPS));
    expect(of(steps.map((step) => (step.do === "receiver" ? step.mode : null)))).toEqual(new Set(RECEIVER_MODES));
    expect(of(changesOf(steps).map(({ how }) => how))).toEqual(new Set(["rename", "pieces", "overwrite", "grow"]));
  });

  test("deliver every record, and leave every file whole", () => {
    for (const seed of SEEDS) {
      const last = new Map(changesOf(scheduleOf(seed, world).steps).map((change) => [change.path, change]));
      const whole = [...last.values()].every((change) => change.how !== "grow" || change.to === 1);
      const delivered = new Set([...last.values()].flatMap(({ content }) => content.records));
      expect({ seed, whole, records: delivered.size }).toEqual({ seed, whole: true, records: world.records.length });
    }
  });

  test("give one path one content, so that a file that grows stays the same file", () => {
    for (const seed of SEEDS) {
      const contents = new Map<string, string>();
      for (const { path, content } of changesOf(scheduleOf(seed, world).steps)) {
        const text = JSON.stringify(content);
        expect(contents.get(path) ?? text).toBe(text);
        contents.set(path, text);
      }
    }
  });

  test("never start a second process, and leave one running on a disk with room", () => {
    for (const seed of SEEDS) {
      let running = false;
      let full = false;
      for (const step of scheduleOf(seed, world).steps) {
        if (step.do === "start") expect(running).toBe(false);
        if (step.do === "start") running = true;
        if (step.do === "bury" || step.do === "stop") running = false;
        if (step.do === "fill") full = true;
        if (step.do === "free") full = false;
      }
      expect({ seed, running, full }).toEqual({ seed, running: true, full: false });
    }
  });

  test("end each life but the last, and some of them by a kill that comes in the middle", () => {
    for (const seed of SEEDS) {
      const ends = scheduleOf(seed, world).steps.filter((step) => step.do === "bury" || step.do === "stop");
      expect(ends.length).toBeGreaterThanOrEqual(1);
    }
  });
});

test("the bytes of a file do not change from one making to the next", () => {
  const content = { records: [0, 1, 2], shape: "records", gzip: true } as const;
  expect(bytesOf(world, content).equals(bytesOf(world, content))).toBe(true);
});
