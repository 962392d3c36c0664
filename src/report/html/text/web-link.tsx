import type { JSX } from "preact";
import { printableShort } from "../../../alert/printable.ts";

const LONGEST = 300;

/** A link to a page of the web; text only when the address is anything else. */
export function WebLink({
  address,
  text = address,
}: {
  readonly address: string;
  readonly text?: string;
}): JSX.Element {
  const shown = printableShort(text, LONGEST);
  const href = webAddress(address);
  if (href === null) return <span class="text">{shown}</span>;
  return (
    <a class="text" href={href} rel="noopener noreferrer">
      {shown}
    </a>
  );
}

function webAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return protocol === "https:" || protocol === "http:" ? href : null;
}
