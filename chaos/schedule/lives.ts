import type { Random } from "../../src/simulate/random.ts";
import { COMMIT_STEPS, type FileChange, RECEIVER_MODES, type Step } from "./step.ts";

/** How the lives of the process end, but for the last. */
const ENDS = ["kill", "kill at a step", "stop"] as const;
type End = (typeof ENDS)[number];

const MOST_PAUSE = 60;
const LONGEST_TO_KILL = 1_600;
/** Time for a step to come; a process that it does not come to is killed. */
const WAIT_FOR_STEP = 6_000;
/** How long after a step that was waited for. */
const AFTER_STEP = 300;
const MOST_LEFT = 400_000;
/** After so many of the changes. */
const COMMITS = 0.12;

/** Starts, kills, stops and troubles around the changes; at the end a process runs, on a disk with room, with a receiver that works. */
export function withLives(changes: readonly FileChange[], choose: Random): readonly Step[] {
  const lives = choose.between(2, 4);
  const steps: Step[] = [];
  let rest = changes;
  for (let life = 1; life < lives; life++) {
    const count = Math.ceil((rest.length / (lives - life + 1)) * (0.4 + choose.next() * 1.2));
    steps.push(...lifeOf(rest.slice(0, count), choose));
    rest = rest.slice(count);
  }
  const last = troubled(filesOf(rest, choose), choose);
  return [...steps, { do: "start", killAt: null }, ...last, { do: "receiver", mode: "works" }];
}

function lifeOf(changes: readonly FileChange[], choose: Random): Step[] {
  const end = choose.pick(ENDS);
  const down = choose.chance(0.3) ? choose.int(changes.length + 1) : changes.length;
  const files = troubled(filesOf(changes.slice(0, down), choose), choose);
  const up: Step[] = choose.chance(0.8) ? [{ do: "up" }, ...files] : files;
  const killAt =
    end === "kill at a step" ? { step: choose.pick(COMMIT_STEPS), count: choose.chance(0.8) ? 1 : 2 } : null;
  return [{ do: "start", killAt }, ...ended(up, end, choose), ...filesOf(changes.slice(down), choose)];
}

function ended(up: readonly Step[], end: End, choose: Random): Step[] {
  const isBlind = choose.chance(0.3);
  switch (end) {
    case "kill": {
      const after = choose.int(isBlind ? LONGEST_TO_KILL : AFTER_STEP);
      const kill: Step = { do: "kill", after };
      const killed = isBlind ? inserted(up, [kill], choose) : [...up, awaited(choose), kill];
      return [...killed, { do: "bury", within: LONGEST_TO_KILL }];
    }
    case "kill at a step":
      return [...up, { do: "bury", within: WAIT_FOR_STEP }];
    case "stop":
      return [...up, isBlind ? { do: "pause", ms: choose.int(LONGEST_TO_KILL) } : awaited(choose), { do: "stop" }];
  }
}

function awaited(choose: Random): Step {
  return { do: "await", step: choose.pick(COMMIT_STEPS), within: WAIT_FOR_STEP };
}

/** Some of them with a receiver that does not do what it should, or a disk that is full for a while. */
function troubled(steps: readonly Step[], choose: Random): Step[] {
  let out = [...steps];
  if (choose.chance(0.6)) {
    out = inserted(out, [{ do: "receiver", mode: choose.pick(RECEIVER_MODES) }], choose);
    if (choose.chance(0.5)) out.push(awaited(choose), { do: "receiver", mode: "works" });
  }
  if (choose.chance(0.25)) out.push(...fullDisk(choose));
  return out;
}

/** From the middle of a batch on, mostly. */
function fullDisk(choose: Random): Step[] {
  const fill: Step = { do: "fill", leave: choose.chance(0.4) ? 0 : choose.int(MOST_LEFT) };
  const pause: Step = { do: "pause", ms: choose.between(300, 1_800) };
  return choose.chance(0.7) ? [awaited(choose), fill, pause, { do: "free" }] : [fill, pause, { do: "free" }];
}

function inserted(steps: readonly Step[], more: readonly Step[], choose: Random): Step[] {
  const at = choose.int(steps.length + 1);
  return [...steps.slice(0, at), ...more, ...steps.slice(at)];
}

/** With pauses, and with places at which what came before is committed: so that later files change what is there. */
function filesOf(changes: readonly FileChange[], choose: Random): Step[] {
  return changes.flatMap((change): Step[] => {
    const file: Step = { do: "file", change };
    if (choose.chance(COMMITS)) return [file, { do: "await", step: "committed", within: WAIT_FOR_STEP }];
    return choose.chance(0.3) ? [{ do: "pause", ms: choose.int(MOST_PAUSE) }, file] : [file];
  });
}
