import type { Role } from "../api/auth/role.ts";
import { createToken, TOKEN_NAME } from "../api/auth/token.ts";
import { UsageError } from "./usage-error.ts";

export interface TokenCreateOptions {
  readonly name: string;
  readonly role: Role;
}

/** `trailhound token create`: see docs/token-create.md. */
export async function runTokenCreate({ name, role }: TokenCreateOptions): Promise<void> {
  if (!TOKEN_NAME.test(name))
    throw new UsageError(
      `--name ${JSON.stringify(name)}: expected 1 to 64 letters, digits and . _ @ -, beginning with a letter or digit`,
    );
  const { text, stored } = createToken({ name, role });
  const { id, hash } = stored;
  process.stdout.write(`${text}\n`);
  process.stderr.write(`This is the only time that the token is shown. For the configuration of serve:

tokens:
  - {name: "${name}", role: ${role}, id: "${id}", hash: "${hash}"}
`);
}
