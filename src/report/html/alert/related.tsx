import type { JSX } from "preact";
import { counted } from "../../count-text.ts";
import type { RelatedView } from "../report-view.ts";
import { Part } from "../text/part.tsx";
import { Shown } from "../text/shown.tsx";
import { Time } from "../text/time.tsx";

/** Other alerts on the same identity, key or address. */
export function Related({ related }: { readonly related: readonly RelatedView[] }): JSX.Element | null {
  if (related.length === 0) return null;
  const elsewhere = related.filter(({ anchor }) => anchor === null).length;
  return (
    <Part title="Related alerts">
      <ul class="plain">
        {related.map((each) => (
          <RelatedItem related={each} key={each.id} />
        ))}
      </ul>
      {elsewhere > 0 && <p class="muted small">{`${counted(elsewhere, "related alert")} not in this report`}</p>}
    </Part>
  );
}

function RelatedItem({ related: { anchor, alert } }: { readonly related: RelatedView }): JSX.Element | null {
  if (anchor === null || alert === null) return null;
  return (
    <li>
      <a href={`#${anchor}`}>
        <Shown text={alert.rule.name} most={200} />
      </a>{" "}
      <span class="muted small">
        {alert.rule.severity}, <Time at={alert.time} />
      </span>
    </li>
  );
}
