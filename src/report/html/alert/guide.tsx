import type { JSX } from "preact";
import { Fold } from "../text/part.tsx";
import { renderGuide } from "./render-guide.ts";

/** The rule's guide for the person on call. */
export function Guide({ guide }: { readonly guide: string }): JSX.Element | null {
  if (guide.trim() === "") return null;
  return (
    <Fold title="Guide">
      <div class="guide text" dangerouslySetInnerHTML={{ __html: renderGuide(guide) }} />
    </Fold>
  );
}
