import { withTemporaryFolder } from "./temporary-folder.ts";
import { UsageError } from "./usage-error.ts";

export interface LakeFolder {
  readonly folder: string;
  readonly kind: "temporary" | "kept";
}

/** Runs `use` with the folder of the kept lake that `--lake` names, or with a temporary one that is removed afterwards. */
export async function withLakeFolder<T>(lake: string | undefined, use: (where: LakeFolder) => Promise<T>): Promise<T> {
  if (lake === undefined) return withTemporaryFolder((folder) => use({ folder, kind: "temporary" }));
  return use({ folder: lakeArgument(lake), kind: "kept" });
}

/** The directory of a kept lake as it was given. */
function lakeArgument(lake: string): string {
  if (lake.trim() === "") throw new UsageError("--lake: expected the directory of a lake");
  return lake;
}
