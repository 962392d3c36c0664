import { setTimeout as sleep } from "node:timers/promises";
import { unreachable } from "../../src/util/invariant.ts";
import type { Schedule } from "../schedule/schedule.ts";
import type { Step } from "../schedule/step.ts";
import type { Lives } from "./lives.ts";
import type { LogFolder } from "./log-folder.ts";
import type { Receiver } from "./receiver.ts";

/** What the steps of a schedule act on. */
export interface Stage {
  readonly lives: Lives;
  readonly logs: LogFolder;
  readonly receiver: Receiver;
}

/** Plays all steps. At the end a process runs and has nothing against it. Throws a Misbehaviour. */
export async function play({ steps }: Schedule, stage: Stage): Promise<void> {
  for (const step of steps) {
    await playStep(step, stage);
    stage.lives.check();
  }
  await stage.lives.free();
}

async function playStep(step: Step, { lives, logs, receiver }: Stage): Promise<void> {
  switch (step.do) {
    case "start":
      lives.start(step.killAt);
      receiver.life = lives.number;
      return;
    case "kill":
      return lives.killAfter(step.after);
    case "bury":
      return lives.bury(step.within);
    case "stop":
      return lives.stop();
    case "up":
      return lives.up();
    case "await":
      return lives.awaitStep(step.step, step.within);
    case "file":
      await logs.change(step.change);
      return lives.forgetSteps();
    case "pause":
      await sleep(step.ms);
      return;
    case "receiver":
      receiver.mode = step.mode;
      return;
    case "fill":
      return lives.fill(step.leave);
    case "free":
      await lives.free();
      receiver.life = lives.number;
      return;
    default:
      return unreachable(step);
  }
}
