import type { ResponseStep } from "../../alert.ts";
import { printableShort } from "../../printable.ts";
import { aws, writeJson } from "../command-lines.ts";
import { type Assigned, finish, type Place } from "../draft.ts";
import { newValue } from "./new-value.ts";

/**
 * A SecureString parameter. `put-parameter` without `--key-id` would move it to the account's default key, so the
 * present key is looked up first; a plain String has none and the call fails without a change.
 */
export function rotateParameter(name: string, place: Place, number: number): readonly ResponseStep[] {
  const shown = `the value of parameter "${printableShort(name, 200)}"`;
  const values: readonly Assigned[] = [{ name: "PARAM", what: "parameter name", text: name }];
  const key = aws(
    `ssm describe-parameters --parameter-filters file://parameter-filter-${number}.json --query 'Parameters[0].KeyId' --output text`,
  );
  const put = aws(
    `ssm put-parameter --name "$PARAM" --type SecureString --key-id "$KEY_ID" --value file://new-value-${number}.txt --overwrite`,
  );
  return [
    finish(newValue(shown, place, values, number)),
    finish({
      step: "rotate",
      title: `Store the new value of parameter "${printableShort(name, 200)}" from new-value-${number}.txt. The old one stays readable in its history (GetParameterHistory), so it must be worthless by then`,
      effect: "disruptive",
      place,
      values,
      lines: [
        writeJson(`parameter-filter-${number}.json`, [{ Key: "Name", Option: "Equals", Values: [name] }]),
        `KEY_ID="$(${key})"`,
        `[ -s new-value-${number}.txt ] && ${put} && rm -f new-value-${number}.txt`,
      ],
    }),
  ];
}
