import type { ResponseStep } from "../../alert.ts";
import { printableShort } from "../../printable.ts";
import type { SecretRead } from "../../secret-reads.ts";
import { aws, writeJson } from "../command-lines.ts";
import { advice, type Draft, finish } from "../draft.ts";
import { denyReader } from "../policies.ts";
import { MOST_ROTATED, type ResponseFacts } from "../response-facts.ts";

/** A reader of another account can only be stopped at the secret. `put-resource-policy` replaces what is there: saved first. */
export function blockReader(facts: ResponseFacts): readonly ResponseStep[] {
  const { identity, place } = facts;
  if (identity.account === null || place.account === null || identity.account === place.account) return [];
  const reader = identity.issuer?.type === "Role" ? identity.issuer.arn : identity.arn;
  const reads = facts.secrets.slice(0, MOST_ROTATED).map((read, index) => ({ read, number: index + 1 }));
  const steps = reads
    .filter(({ read }) => read.kind === "secret")
    .map(({ read, number }) => {
      return finish(block(facts, read, number, reader));
    });
  const shared = reads.some(({ read }) => read.kind === "parameter" || read.kind === "path");
  return shared ? [...steps, advice("contain", PARAMETERS)] : steps;
}

const PARAMETERS =
  "Parameters are readable from another account only through a resource share (AWS RAM): take that account out of the share";

function block(facts: ResponseFacts, read: SecretRead, number: number, reader: string | null): Draft {
  const file = `saved-resource-policy-${number}.json`;
  const deny = `deny-reader-${number}.json`;
  const save = 'secretsmanager get-resource-policy --secret-id "$SECRET" --query ResourcePolicy --output text';
  const put = (flags: string, from: string): string =>
    aws(`secretsmanager put-resource-policy --secret-id "$SECRET" ${flags}--resource-policy file://${from}`);
  return {
    step: "contain",
    title: `Block the reader at secret "${printableShort(read.name, 200)}": REPLACES its resource policy, the one of before is saved in ${file}`,
    effect: "disruptive",
    place: { account: read.account ?? facts.place.account, region: read.region },
    values: [
      { name: "SECRET", what: "secret name", text: read.address },
      { name: "READER_ARN", what: "reader's ARN", text: reader },
    ],
    lines: [
      `[ -s ${file} ] || ${aws(save)} > ${file}`,
      writeJson(deny, denyReader(reader ?? "")),
      `[ -s ${file} ] && ${put("--block-public-policy ", deny)}`,
    ],
    undo: [
      `if [ "$(cat ${file})" = None ]; then ${aws('secretsmanager delete-resource-policy --secret-id "$SECRET"')}`,
      `else ${put("", file)}`,
      "fi",
    ],
  };
}
