export type EntityKind = "user" | "host" | "service" | "entity";

const USERS: ReadonlySet<string> = new Set([
  "user",
  "role",
  "assumed-role",
  "federated-user",
  "instance-profile",
  "mfa",
]);
const ACTING_USERS: ReadonlySet<string> = new Set(["user", "role", "assumed-role", "federated-user"]);
const ACTING_TYPES: ReadonlySet<string> = new Set(["IAMUser", "Root", "AssumedRole"]);

const SERVICES: ReadonlySet<string> = new Set(
  (
    "stack trail rule key function log-group db cluster secret parameter document session topic table group policy " +
    "security-group vpc subnet snapshot cluster-snapshot configuration-recorder foundation-model inference-profile " +
    "accesspoint alias layer event-bus detector webacl file-system network-acl volume managed-instance"
  ).split(" "),
);

const SERVICE_IDS = "sg- sgr- eni- vpc- subnet- acl- rtb- igw- nat- vpce- tgw- pcx-".split(" ");
const LONG_TERM_KEY = /^AKIA[A-Z0-9]{16}$/;

/** What a target is, by its text: the resource type of its ARN (6th colon field, before the slash), else its id's prefix. */
export function kindOfTarget(text: string): EntityKind {
  if (text.startsWith("arn:")) return kindOfArn(text);
  if (LONG_TERM_KEY.test(text)) return "user";
  if (text.startsWith("i-")) return "host";
  return SERVICE_IDS.some((prefix) => text.startsWith(prefix)) ? "service" : "entity";
}

/** What the caller is, by the type of its identity and by its ARN. */
export function kindOfActor(text: string, identityType: string | undefined): EntityKind {
  if (identityType === "AWSService" || isServiceLinked(text)) return "service";
  if (ACTING_TYPES.has(identityType ?? "")) return "user";
  const type = text.startsWith("arn:") ? resourceType(text) : "";
  if (ACTING_USERS.has(type)) return "user";
  return type === "instance" || text.startsWith("i-") ? "host" : "entity";
}

function kindOfArn(arn: string): EntityKind {
  if (isServiceLinked(arn) || arn.split(":", 3)[2] === "s3") return "service";
  const type = resourceType(arn);
  if (USERS.has(type)) return "user";
  if (type === "instance") return "host";
  return SERVICES.has(type) ? "service" : "entity";
}

function isServiceLinked(text: string): boolean {
  return text.includes("/AWSServiceRoleFor") || text.includes("/aws-service-role/");
}

function resourceType(arn: string): string {
  return arn.split(":", 6)[5]?.split("/", 1)[0] ?? "";
}
