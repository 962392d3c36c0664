import { HOUR, MINUTE, SECOND } from "../util/duration.ts";
import type { Call, Planned } from "./calls/call.ts";
import { visit } from "./calls/reads.ts";
import { assumeByService, assumeRole, configSession, consoleLogin, serviceSession } from "./calls/service-calls.ts";
import { INVENTORY_CALLS, PEOPLE_CALLS, PIPELINE_CALLS, WORKLOAD_CALLS } from "./calls/templates.ts";
import type { Actor } from "./cast/actor.ts";
import { type Session, sessionAt } from "./cast/session.ts";
import type { DayPlan } from "./plan-reads.ts";
import { random } from "./random.ts";
import { momentOf, ROUND_THE_CLOCK, weekdayWeight } from "./rhythm.ts";

type Maker = (typeof PEOPLE_CALLS)[number];

/** Pipelines run at night and, on working days, again and again: at most one run for this many events. */
const EVENTS_A_RUN = 60;

/** Bursts of everyday calls until there are `count` of them (a few more, never fewer). */
export function planBackground(plan: DayPlan, count: number): Planned[] {
  const out: Planned[] = [];
  for (const actor of plan.account.pipelines)
    out.push(...run(plan, actor, plan.midnight + 2 * HOUR + plan.choose.int(20 * MINUTE)));
  const runs = Math.floor((count * 0.12) / EVENTS_A_RUN);
  for (let i = 0; i < runs; i++) {
    const actor = plan.choose.pick(plan.account.pipelines);
    if (weekdayWeight(actor.rhythm, plan.midnight) > 0.5)
      out.push(...run(plan, actor, momentOf(actor.rhythm, plan.midnight, plan.choose)));
  }
  while (out.length < count) out.push(...burst(plan));
  return out;
}

function burst(plan: DayPlan): Planned[] {
  const { account, choose, midnight } = plan;
  const kind = choose.next();
  if (kind < 0.2) return inventory(plan);
  if (kind < 0.3) return [roleForWorkload(plan)];
  const isPerson = kind > 0.7;
  const actor = isPerson ? choose.pick(account.people) : choose.pick([...account.workloads, account.silent]);
  if (!choose.chance(weekdayWeight(actor.rhythm, midnight))) return [];
  return isPerson ? visitOfPerson(plan, actor) : everyday(plan, actor, WORKLOAD_CALLS, choose.between(1, 6));
}

/** Somebody opens the console or a shell, looks around for some minutes and leaves. */
function visitOfPerson(plan: DayPlan, actor: Actor): Planned[] {
  const planned = everyday(plan, actor, PEOPLE_CALLS, plan.choose.between(3, 12));
  const first = planned[0];
  if (first === undefined || !first.session.fromConsole || !plan.choose.chance(0.3)) return planned;
  return [{ ...first, time: first.time - 20 * SECOND, region: "us-east-1", call: consoleLogin() }, ...planned];
}

function everyday(plan: DayPlan, actor: Actor, makers: readonly Maker[], count: number): Planned[] {
  const { account, choose, seed } = plan;
  const start = momentOf(actor.rhythm, plan.midnight, choose);
  const session = sessionAt(actor, start, seed);
  return Array.from({ length: count }, (_, i) => {
    const call = refusedSometimes(choose.pick(makers)(account, choose), session, plan);
    return { time: start + i * choose.between(1, 40) * SECOND, region: regionOf(plan, call), session, call };
  });
}

const GLOBAL = new Set(["iam", "signin", "organizations"]);

function regionOf(plan: DayPlan, call: Call): string {
  const [home, second] = plan.account.regions;
  if (GLOBAL.has(call.service)) return "us-east-1";
  return plan.choose.chance(0.9) ? home : second;
}

function refusedSometimes(call: Call, session: Session, plan: DayPlan): Call {
  if (!plan.choose.chance(0.02)) return call;
  const action = `${call.service}:${call.name.replace(/\d.*$/, "")}`;
  const code = call.service === "ec2" ? "Client.UnauthorizedOperation" : "AccessDenied";
  const message = `User: ${session.arn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
  return { ...call, response: null, error: { code, message } };
}

/** A deployment: sign in with a web identity, read what the job needs, change things. */
function run(plan: DayPlan, actor: Actor, time: number): Planned[] {
  const { account, choose, seed } = plan;
  const name = `run-${random(seed, "run", actor.key, time).text(11, "0123456789")}`;
  const session = sessionAt(actor, time, seed, name);
  const region = account.regions[0];
  const signIn: Session = {
    ...session,
    userIdentity: { type: "WebIdentityUser", identityProvider: "token.actions.githubusercontent.com" },
  };
  const out: Planned[] = [
    { time, region, session: signIn, call: assumeRole("AssumeRoleWithWebIdentity", actor, name, choose) },
  ];
  let at = time + 5 * SECOND;
  for (const habit of actor.reads) {
    at += 2 * SECOND;
    out.push(...visit(account, session, habit, plan.day, at, choose));
  }
  for (let i = choose.between(4, 14); i > 0; i--) {
    at += choose.between(2, 30) * SECOND;
    out.push({ time: at, region, session, call: choose.pick(PIPELINE_CALLS)(account, choose) });
  }
  return out;
}

function inventory(plan: DayPlan): Planned[] {
  const { account, choose, midnight } = plan;
  const start = momentOf(ROUND_THE_CLOCK, midnight, choose);
  const session = configSession(account, start, choose);
  return Array.from({ length: choose.between(2, 6) }, (_, i) => {
    const call = choose.pick(INVENTORY_CALLS)(account, choose);
    return { time: start + i * SECOND, region: regionOf(plan, call), session, call };
  });
}

function roleForWorkload(plan: DayPlan): Planned {
  const { account, choose, midnight } = plan;
  const actor = choose.pick(account.workloads);
  const { service, call } = assumeByService(actor, choose);
  const time = momentOf(actor.rhythm, midnight, choose);
  return { time, region: account.regions[0], session: serviceSession(account, service), call };
}
