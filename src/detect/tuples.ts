/** The most combinations that are made of one event: an event of 256 KB could otherwise make billions. */
const MOST_TUPLES = 10_000;

/**
 * Every combination of one element of each list, the first list slowest: sorted when the lists are. None when a list is
 * empty. After MOST_TUPLES the rest is left out, and `onCut` is told.
 */
export function combinations(lists: readonly (readonly string[])[], onCut: () => void): readonly (readonly string[])[] {
  if (lists.reduce((product, list) => product * list.length, 1) > MOST_TUPLES) onCut();
  return lists.reduce<readonly (readonly string[])[]>((tuples, list) => extend(tuples, list), [[]]);
}

function extend(tuples: readonly (readonly string[])[], list: readonly string[]): readonly (readonly string[])[] {
  const longer: (readonly string[])[] = [];
  for (const tuple of tuples) {
    for (const element of list) {
      if (longer.length === MOST_TUPLES) return longer;
      longer.push([...tuple, element]);
    }
  }
  return longer;
}
