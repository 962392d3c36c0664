import type { ResponseStep } from "../../alert.ts";
import { printableShort } from "../../printable.ts";
import { aws } from "../command-lines.ts";
import { type Assigned, advice, type Draft, finish, type Place } from "../draft.ts";

/** A Secrets Manager secret: by its own rotation where it has one, else at the source and then from a file. */
export function rotateSecret(name: string, place: Place, number: number): readonly ResponseStep[] {
  const shown = printableShort(name, 200);
  if (/(^|:)rds!/.test(name)) {
    const how = "in RDS: aws rds modify-db-instance (or modify-db-cluster) --rotate-master-user-password";
    return [advice("rotate", `Rotate "${shown}": RDS manages it, its password is changed ${how}`)];
  }
  const values: readonly Assigned[] = [{ name: "SECRET", what: "secret name", text: name }];
  return [finish(byRotation(shown, place, values)), finish(fromFile(shown, place, values, number))];
}

function byRotation(shown: string, place: Place, values: readonly Assigned[]): Draft {
  const configured = aws('secretsmanager describe-secret --secret-id "$SECRET" --query RotationEnabled --output text');
  return {
    step: "rotate",
    title: `Rotate secret "${shown}" now, if its rotation is configured`,
    effect: "disruptive",
    place,
    values,
    lines: [
      `ROTATION="$(${configured})"`,
      `[ "$ROTATION" = True ] && ${aws('secretsmanager rotate-secret --secret-id "$SECRET"')} || echo "no rotation configured, or it failed: change it at its source"`,
    ],
  };
}

/** The version to take out of reach is read after the new one is stored: storing moves the AWSPREVIOUS label. */
function fromFile(shown: string, place: Place, values: readonly Assigned[], number: number): Draft {
  const file = `new-secret-${number}.json`;
  const put = aws(`secretsmanager put-secret-value --secret-id "$SECRET" --secret-string file://${file}`);
  const previous = aws(
    'secretsmanager list-secret-version-ids --secret-id "$SECRET" --include-deprecated' +
      ` --query "Versions[?VersionStages && contains(VersionStages,'AWSPREVIOUS')].VersionId | [0]" --output text`,
  );
  const unlabel = aws(
    'secretsmanager update-secret-version-stage --secret-id "$SECRET" --version-stage AWSPREVIOUS --remove-from-version-id "$OLD_VERSION"',
  );
  return {
    step: "rotate",
    title: `Without rotation: change "${shown}" in the system that issued it first, write it to ${file} in the form its readers expect, then store it and take the old version out of reach`,
    effect: "disruptive",
    place,
    values,
    lines: [`[ -s ${file} ] && ${put} && rm -f ${file} && {`, `  OLD_VERSION="$(${previous})"`, `  ${unlabel}`, "}"],
  };
}
