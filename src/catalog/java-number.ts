const SMALLEST_PLAIN = 1e-3;
const FIRST_SCIENTIFIC = 1e7;

/**
 * A JSON number's text as Java prints the number that Jackson makes of it: integers as they are, everything with a
 * fraction or an exponent as `Double.toString` (`0.0`, `1.0E10`, `1.5E-5`).
 */
export function javaNumber(text: string): string {
  if (/^-?\d+$/.test(text)) return text === "-0" ? "0" : text;
  return javaDouble(Number(text));
}

function javaDouble(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const size = Math.abs(value);
  if (size === 0) return `${sign}0.0`;
  if (size < SMALLEST_PLAIN || size >= FIRST_SCIENTIFIC) return sign + scientific(size);
  const plain = String(size);
  return sign + (plain.includes(".") ? plain : `${plain}.0`);
}

function scientific(size: number): string {
  const [mantissa = "", exponent = ""] = size.toExponential().split("e");
  return `${mantissa.includes(".") ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}
