import { random } from "../../src/simulate/random.ts";
import { DELIVERY_KINDS, type DeliveryKind, deliveryOf } from "./delivery.ts";
import { withLives } from "./lives.ts";
import { inLine, ORDERS, type Order } from "./order.ts";
import type { Step } from "./step.ts";
import type { World } from "./world.ts";

/** What happens to one `serve`, from its first start on. */
export interface Schedule {
  readonly seed: number;
  readonly order: Order;
  /** Of each file of the world, the copies last. */
  readonly kinds: readonly DeliveryKind[];
  readonly steps: readonly Step[];
}

/** Schedules that share a world: a scan of their files gives the same alerts. */
const OF_A_WORLD = 5;

/** The world of a schedule. */
export function worldSeed(seed: number): number {
  return Math.floor(seed / OF_A_WORLD);
}

/** The same seed and world, the same schedule. It delivers every record of the world. */
export function scheduleOf(seed: number, world: World): Schedule {
  const choose = random("chaos schedule", seed);
  const order = choose.pick(ORDERS);
  const files = [...world.files, ...world.copies];
  const deliveries = files.map((file) => deliveryOf(file, choose.pick(DELIVERY_KINDS), choose));
  const changes = inLine(deliveries, order, choose);
  const kinds = deliveries.map(({ kind }) => kind);
  const last = deliveryOf(world.last, "whole", choose).changes.map((change): Step => ({ do: "file", change }));
  return { seed, order, kinds, steps: [...withLives(changes, choose), ...last] };
}
