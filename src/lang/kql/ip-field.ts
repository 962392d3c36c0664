import { ipKey, ipRange } from "../../util/ip.ts";
import type { PatternPart } from "./ast.ts";
import { excerpt } from "./excerpt.ts";
import { type FieldKind, fits, type Misfit, misfit } from "./field-kind.ts";

export const ipField: FieldKind = {
  equals(field, text, span) {
    if (ipKey(text) !== undefined) {
      return fits({ kind: "equals", field, texts: [text], as: "ip", ignoreCase: false, span });
    }
    if (ipRange(text) === undefined) return notAddress(field.name, text);
    return fits({ kind: "cidr", field, networks: [text], span });
  },
  compare(field, operator, text, span) {
    if (ipKey(text) === undefined) return notAddress(field.name, text);
    return fits({ kind: "compare", field, bounds: [{ operator, text }], as: "ip", span });
  },
  matches: (field, parts) =>
    misfit(`${excerpt(field.name)} holds addresses, which take no pattern`, networkInstead(parts)),
};

function notAddress(name: string, text: string): Misfit {
  return misfit(`${excerpt(name)} holds addresses, ${excerpt(text)} is neither an address nor a network`);
}

/** `10.*` means a network that can be written as one. */
function networkInstead(parts: readonly PatternPart[]): string {
  const [first, ...rest] = parts;
  const octets = first === undefined || first === "any" ? [] : first.text.split(".").filter((part) => part !== "");
  const network = `${[...octets, "0", "0", "0"].slice(0, 4).join(".")}/${octets.length * 8}`;
  const plain = octets.length > 0 && octets.length < 4 && rest.length === 1 && ipRange(network) !== undefined;
  const whole = first !== undefined && first !== "any" && first.text.endsWith(".");
  return plain && whole ? `write the network: ${network}` : "write a network, such as 10.0.0.0/8";
}
