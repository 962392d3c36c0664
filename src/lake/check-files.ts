import { stat } from "node:fs/promises";
import { LakeError } from "./lake-error.ts";
import type { StoredPart } from "./stored-part.ts";

/** Throws a LakeError when the file of a part is not there or has another size than when it was written. */
export async function checkFiles(directory: string, parts: readonly StoredPart[]): Promise<void> {
  const sizes = await Promise.all(
    parts.map(({ path }) =>
      stat(path).then(
        ({ size }) => size,
        () => null,
      ),
    ),
  );
  const wrong = parts.flatMap(({ name, bytes }, i) => {
    const size = sizes[i] ?? null;
    if (size === bytes) return [];
    return [size === null ? `${name} is missing` : `${name} has ${size} bytes instead of ${bytes}`];
  });
  const [first] = wrong;
  if (first === undefined) return;
  const more = wrong.length > 1 ? ` (and ${wrong.length - 1} more)` : "";
  throw new LakeError(`${directory}: this lake is damaged: ${first}${more}; put the file back from a copy`);
}
