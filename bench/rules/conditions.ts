import type { Random } from "../../src/simulate/random.ts";
import { OTHER_CALLS, SIMULATED_CALLS, type TrailCall } from "./calls.ts";
import type { Language } from "./language.ts";

/** What a rule is about. `calls` is empty for a rule that names no call: it has to look at every event. */
export interface Subject {
  readonly calls: readonly TrailCall[];
  readonly isSimulated: boolean;
}

const SIMULATED_SHARE = 0.33;
const KEYLESS_SHARE = 0.06;

const WORDS = ["admin", "backup", "billing", "break-glass", "deploy", "master", "payroll", "root", "token", "vault"];
const PROGRAMS = [
  "payments-",
  "search-task",
  "shipping-handler",
  "checkout-handler",
  "catalogue-",
  "DataAnalyst",
  "svc-",
];
const FAR_REGIONS = ["af-south-1", "ap-east-1", "ap-south-2", "ca-west-1", "il-central-1", "me-south-1", "sa-east-1"];
const TOOLS = ["*kali*", "*pacu*", "*curl/*", "*python-requests*", "*S3 Browser*", "*powershell*", "*trufflehog*"];
const DENIALS = ["AccessDenied", "AccessDeniedException", "Client.UnauthorizedOperation", "UnauthorizedOperation"];
const ERRORS = [
  "Client.DryRunOperation",
  "MalformedPolicyDocument",
  "NoSuchEntityException",
  "Throttling",
  "ValidationException",
];
const AUTOMATION = ["cloudformation.amazonaws.com", "config.amazonaws.com", "autoscaling.amazonaws.com"];
const VERBS = ["Create*", "Delete*", "Disable*", "Modify*", "Put*", "Stop*", "Update*"];

/** One to three calls of one service, mostly such as the logs never show; now and then none. */
export function pickSubject(choose: Random): Subject {
  if (choose.chance(KEYLESS_SHARE)) return { calls: [], isSimulated: false };
  const isSimulated = choose.chance(SIMULATED_SHARE);
  const all = isSimulated ? SIMULATED_CALLS : OTHER_CALLS;
  const { source } = choose.pick(all);
  const ofSource = all.filter((each) => each.source === source);
  return { calls: choose.sample(ofSource, choose.pick([1, 1, 1, 2, 3])), isSimulated };
}

/** How much of the simulated logs a rule about their calls selects: a rule over single events fires seldom, one that counts may see more. */
export type Width = "rare" | "some" | "all";

const COUNTS_ALL_SHARE = 0.2;

export function widthOf(kind: string, choose: Random): Width {
  if (kind === "query") return "rare";
  return choose.chance(COUNTS_ALL_SHARE) ? "all" : "some";
}

/** The condition on the calls, and more. */
export function predicateOf(subject: Subject, width: Width, language: Language, choose: Random): string[] {
  if (subject.calls.length === 0) return keyless(language, choose);
  const { fields } = language;
  const [first] = subject.calls;
  const calls = [
    language.any(fields.source, [first?.source ?? ""]),
    language.any(
      fields.action,
      subject.calls.map((each) => each.name),
    ),
  ];
  const more = subject.isSimulated ? selection(width, language, first, choose) : faultless(language, choose);
  return [...calls, ...more, ...choose.sample(wide(language), choose.int(3))];
}

function selection(width: Width, language: Language, call: TrailCall | undefined, choose: Random): string[] {
  switch (width) {
    case "rare":
      return [rare(language, call, choose)];
    case "some":
      return [some(language, call, choose)];
    case "all":
      return [];
  }
}

function rare(language: Language, call: TrailCall | undefined, choose: Random): string {
  const { fields, any, and } = language;
  const options = [
    () => any(fields.identityType, ["Root"]),
    () => any(fields.region, choose.sample(FAR_REGIONS, 3)),
    () => any(fields.region, ["eu-central-1"]) + and + any(fields.identity, [`*${choose.pick(PROGRAMS)}*`]),
    () => any(fields.agent, choose.sample(TOOLS, 2)),
    () => any(fields.error, choose.sample(ERRORS, 2)),
    () => any(fields.error, DENIALS) + and + any(fields.identity, [`*${choose.pick(WORDS)}*`]),
    () => any(fields.identity, [`*/${choose.pick(WORDS)}-*`]),
    () => any(fields.address, [`203.0.113.${choose.int(256)}`]) + and + any(fields.error, DENIALS),
  ];
  if (call?.parameter !== undefined) {
    const field = language.parameter(call.parameter);
    options.push(() => any(field, [`*${choose.pick(WORDS)}-${choose.pick(WORDS)}*`]));
  }
  return choose.pick(options)();
}

function some(language: Language, call: TrailCall | undefined, choose: Random): string {
  const { fields, any, not } = language;
  const options = [
    () => any(fields.region, ["eu-central-1", "us-west-2"]),
    () => any(fields.error, DENIALS),
    () => any(fields.identity, [`*${choose.pick(PROGRAMS)}*`]),
    () => any(fields.identityType, ["Root", "WebIdentityUser", "FederatedUser"]),
    () => any(fields.agent, ["*kali*", "*Terraform*", "*Firefox*"]),
    () => any(fields.address, [`203.0.113.${choose.int(256)}`, `192.0.2.${choose.int(256)}`]),
    () => not(any(fields.identity, ["*handler*", "*task*", "*instance*", "*svc-*", "*Config*"])),
  ];
  if (call?.parameter !== undefined) {
    const field = language.parameter(call.parameter);
    options.push(() => any(field, [`*${choose.pick(["token", "key", "password", "prod", "admin", "webhook"])}*`]));
  }
  return choose.pick(options)();
}

/** Perhaps that the call succeeded, in one of the two ways that people write it. */
function faultless({ fields, any, not, present }: Language, choose: Random): string[] {
  return choose.pick([[], [not(any(fields.error, DENIALS))], [not(present(fields.error))]]);
}

/** Conditions that most events meet. */
function wide(language: Language): string[] {
  const { fields, any, not } = language;
  return [
    not(any(fields.invokedBy, AUTOMATION)),
    any(fields.identityType, ["AssumedRole", "IAMUser", "Root"]),
    not(any(fields.agent, ["*Terraform*", "*CloudFormation*"])),
    not(any(fields.address, ["10.*", "192.168.*"])),
  ];
}

/** Nothing here says which call it is: a name with a star, a path under the request, a negation, a fault. */
function keyless(language: Language, choose: Random): string[] {
  const { fields, any, not } = language;
  const word = choose.pick(WORDS);
  const tools = choose.sample(TOOLS, 2);
  return choose.pick([
    () => [any(fields.action, choose.sample(VERBS, 2)), any(fields.identityType, ["Root"])],
    () => [
      any(language.parameter("roleName"), [`*${word}*`]),
      not(any(fields.identityType, ["AWSService"])),
      any(fields.agent, tools),
    ],
    () => [any(language.parameter("policyDocument"), [`*${word}*`])],
    () => [not(any(fields.source, ["ssm.amazonaws.com", "kms.amazonaws.com"])), any(fields.error, ERRORS)],
    () => [any(fields.message, [`*${word}*`]), any(fields.agent, tools)],
    () => [any(fields.region, choose.sample(FAR_REGIONS, 4)), not(any(fields.identityType, ["AWSService"]))],
    () => [
      not(any(fields.action, ["Get*", "List*", "Describe*"])),
      any(fields.identity, [`*/${word}-*`]),
      any(fields.agent, tools),
    ],
  ])();
}
