const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

/** `12,345`; fractions with at most two digits. */
export function numberText(value: number): string {
  return (Number.isInteger(value) ? WHOLE : SHORT).format(value);
}

/** `1 alert`, `12 alerts`, `2 identities`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${numberText(count)} ${count === 1 ? noun : plural}`;
}
