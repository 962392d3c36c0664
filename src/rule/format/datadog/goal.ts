/** The text under the heading "Goal", with which Datadog's rules begin; empty when there is none. */
export function goalOf(message: string): string {
  const lines = message.split(/\r?\n/);
  const heading = lines.findIndex((line) => /^#{1,6}[ \t]*goal[ \t]*$/i.test(line));
  if (heading === -1) return "";
  const rest = lines.slice(heading + 1);
  const next = rest.findIndex((line) => line.startsWith("#"));
  return (next === -1 ? rest : rest.slice(0, next)).join("\n").trim();
}
