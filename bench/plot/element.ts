type Attributes = Readonly<Record<string, string | number>>;

/** An SVG element; `content` is text that is already escaped, or other elements. Numbers are rounded to a tenth. */
export function element(name: string, attributes: Attributes, content = ""): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(value)}"`);
  return content === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${content}</${name}>`;
}

export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function attribute(value: string | number): string {
  return typeof value === "number" ? String(Math.round(value * 10) / 10) : escaped(value).replaceAll('"', "&quot;");
}
