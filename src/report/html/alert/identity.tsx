import type { JSX } from "preact";
import type { Alert, AlertIdentity } from "../../../alert/alert.ts";
import { printableShort } from "../../../alert/printable.ts";
import { type Pair, Pairs } from "../text/pairs.tsx";
import { Part } from "../text/part.tsx";
import { Shown } from "../text/shown.tsx";
import { ShownList } from "../text/shown-list.tsx";

/** Who is behind the alert, as far as the log shows it. */
export function Identity({ alert: { identity, entity } }: { readonly alert: Alert }): JSX.Element {
  const judged = Object.entries(entity).flatMap(([field, value]) => one(printableShort(field, 200), value));
  const pairs = [...single(identity), ...lists(identity)];
  return (
    <Part title="Who">
      {pairs.length === 0 ? <p class="muted">The log does not say.</p> : <Pairs pairs={pairs} />}
      {judged.length > 0 && (
        <>
          <h4 class="step-group">Judged by</h4>
          <Pairs pairs={judged} />
        </>
      )}
    </Part>
  );
}

function single(identity: AlertIdentity): readonly Pair[] {
  return [
    ...one("Role", identity.role),
    ...one("Session", identity.session),
    ...one("User", identity.user),
    ...one("Kind", identity.type),
    ...one("Account", identity.account),
    ...one("ARN", identity.arn),
    ...one("Access key", identity.access_key),
    ...one("Principal", identity.principal_id),
    ...one("Through", identity.invoked_by),
    ...one("Source identity", identity.source_identity),
    ...one("On behalf of", identity.on_behalf_of),
    ...one("Federated by", identity.federated_by),
    ...one("Issued by", identity.issuer?.arn ?? identity.issuer?.type ?? null),
  ];
}

function lists(identity: AlertIdentity): readonly Pair[] {
  return [
    ...many("Addresses", identity.source_addresses),
    ...many("User agents", identity.user_agents),
    ...many("Others", identity.others),
  ];
}

function one(label: string, text: string | null): readonly Pair[] {
  return text === null ? [] : [{ label, value: <Shown text={text} mono /> }];
}

function many(label: string, texts: readonly string[]): readonly Pair[] {
  return texts.length === 0 ? [] : [{ label, value: <ShownList texts={texts} /> }];
}
