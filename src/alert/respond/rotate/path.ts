import type { ResponseStep } from "../../alert.ts";
import { printableShort } from "../../printable.ts";
import { aws, writeJson } from "../command-lines.ts";
import { finish, type Place } from "../draft.ts";

/** GetParametersByPath: everything below the path was read; the listing has no values. */
export function rotatePath(path: string, place: Place, number: number): readonly ResponseStep[] {
  const file = `parameter-path-${number}.json`;
  return [
    finish({
      step: "rotate",
      title: `Every parameter below "${printableShort(path, 200)}" may have been read: list them (no values) and rotate each as a single parameter, at its source first`,
      effect: "read-only",
      place,
      values: [{ name: "PARAM_PATH", what: "path", text: path }],
      lines: [
        writeJson(file, [{ Key: "Path", Option: "Recursive", Values: [path] }]),
        aws(
          `ssm describe-parameters --parameter-filters file://${file} --query 'Parameters[].[Name,Type,LastModifiedDate]' --output text`,
        ),
      ],
    }),
  ];
}
