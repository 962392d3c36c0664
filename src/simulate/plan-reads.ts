import { DAY, HOUR, MINUTE, SECOND } from "../util/duration.ts";
import type { Call, Planned } from "./calls/call.ts";
import { decryptFor, deniedRead, getParameter, getParameters } from "./calls/read-calls.ts";
import { visit } from "./calls/reads.ts";
import type { Account } from "./cast/account.ts";
import type { Actor, ReadHabit } from "./cast/actor.ts";
import { parameterArn } from "./cast/arns.ts";
import { habitOffset } from "./cast/build-account.ts";
import { sessionAt } from "./cast/session.ts";
import { type Random, random } from "./random.ts";
import { momentOf, weekdayWeight } from "./rhythm.ts";

/** What a day is planned for. `midnight` (UTC, epoch ms) begins it, `day` counts from the first day, 0. */
export interface DayPlan {
  readonly account: Account;
  readonly seed: number;
  readonly midnight: number;
  readonly day: number;
  readonly days: number;
  readonly choose: Random;
}

/** Reads that happen whatever else does: workloads on schedule, people on working days, the poller. */
export function planReads(plan: DayPlan): Planned[] {
  const { account } = plan;
  const scheduled = [...account.workloads, ...(account.poller === null ? [] : [account.poller])];
  return [
    ...scheduled.flatMap((actor) => actor.reads.flatMap((habit, index) => scheduledVisits(plan, actor, habit, index))),
    ...account.people.flatMap((actor) => workingDayVisits(plan, actor)),
    ...released(plan),
    ...misconfigured(plan),
    ...stackUpdates(plan),
  ];
}

/** Times at multiples of the habit's interval, a little late each; every session of a fleet at its own minute. */
function scheduledVisits(plan: DayPlan, actor: Actor, habit: ReadHabit, index: number): Planned[] {
  if (habit.every === null) return [];
  const every = habit.every;
  const sessions = actor.kind === "ec2" ? actor.sessions : [undefined];
  return sessions.flatMap((name) => {
    const offset = habitOffset(`${actor.key}/${index}/${name ?? ""}`, every);
    const first = Math.ceil((plan.midnight - offset) / every);
    const out: Planned[] = [];
    for (let turn = first; turn * every + offset < plan.midnight + DAY - MINUTE; turn++) {
      const time = turn * every + offset + plan.choose.int(Math.min(every / 10, 30 * SECOND));
      out.push(...visit(plan.account, sessionAt(actor, time, plan.seed, name), habit, turn, time, plan.choose));
    }
    return out;
  });
}

function workingDayVisits(plan: DayPlan, actor: Actor): Planned[] {
  if (weekdayWeight(actor.rhythm, plan.midnight) < 0.5) return [];
  return actor.reads.flatMap((habit) => {
    const time = momentOf(actor.rhythm, plan.midnight, plan.choose);
    return visit(plan.account, sessionAt(actor, time, plan.seed), habit, plan.day, time, plan.choose);
  });
}

/** Past the middle of the range a release gives one function one more parameter: the only new read of a normal month. */
function released(plan: DayPlan): Planned[] {
  const actor = plan.account.workloads[0];
  const own = actor?.reads[0]?.names[0];
  if (actor === undefined || own === undefined || plan.account.poller === null) return [];
  if (plan.days < 20 || plan.day < Math.floor(plan.days * 0.6)) return [];
  const names = [`${own.split("/").slice(0, 3).join("/")}/webhook/secret`];
  const habit: ReadHabit = { how: "one_by_one", names, decrypt: true, atOnce: 1, every: 4 * HOUR };
  return scheduledVisits(plan, actor, habit, 9);
}

/** A task that lacks a permission asks for the same parameter again and again and is always refused. */
function misconfigured(plan: DayPlan): Planned[] {
  const { account, midnight, seed } = plan;
  const actor = account.workloads.find((each) => each.kind === "ecs");
  const name = account.parameters.at(-1);
  if (actor === undefined || name === undefined) return [];
  const resource = parameterArn(account.regions[0], account.id, name);
  return [2, 8, 14, 20].flatMap((hour) =>
    [0, 1, 2].map((attempt) => {
      const time = midnight + hour * HOUR + attempt * 20 * SECOND + plan.choose.int(10 * SECOND);
      const session = sessionAt(actor, midnight + hour * HOUR, seed);
      const call = deniedRead(getParameter(account, name, true), session.arn, resource);
      return { time, region: account.regions[0], session, call };
    }),
  );
}

/** CloudFormation resolves references to parameters with the rights of whoever updates the stack. */
function stackUpdates(plan: DayPlan): Planned[] {
  const { account, midnight, seed, choose } = plan;
  const actor = account.pipelines[0];
  if (actor === undefined || weekdayWeight(actor.rhythm, midnight) < 0.5) return [];
  const time = momentOf(actor.rhythm, midnight, choose);
  const names = account.parameters.slice(0, 4);
  const session = sessionAt(actor, time, seed, `stack-${random(seed, "stack", time).hex(8)}`);
  const call: Call = { ...getParameters(account, names, true), through: "cloudformation.amazonaws.com" };
  const first = names[0] ?? "";
  const decrypt = decryptFor(account, "ssm", parameterArn(account.regions[0], account.id, first));
  return [call, decrypt].map((each) => ({ time, region: account.regions[0], session, call: each }));
}
