/** Pairs counted over groups, without ever listing a pair. */
const pairs = (count: number) => (count * (count - 1)) / 2;

export type Scores = { precision: number; recall: number; f1: number; adjustedRandIndex: number };

/** How well found groups fit the true ones: over all pairs of items, and corrected for chance (Hubert and Arabie 1985). */
export function scoreGroups(found: readonly number[], truth: readonly string[]): Scores {
  const byFound = new Map<number, number>();
  const byTruth = new Map<string, number>();
  const byBoth = new Map<string, number>();
  found.forEach((group, at) => {
    const label = truth[at] ?? '';
    const both = `${group} ${label}`;
    byFound.set(group, (byFound.get(group) ?? 0) + 1);
    byTruth.set(label, (byTruth.get(label) ?? 0) + 1);
    byBoth.set(both, (byBoth.get(both) ?? 0) + 1);
  });
  const sum = (counts: Map<unknown, number>) => [...counts.values()].reduce((total, count) => total + pairs(count), 0);
  const [linked, wanted, right] = [sum(byFound), sum(byTruth), sum(byBoth)];
  const precision = linked === 0 ? 1 : right / linked;
  const recall = wanted === 0 ? 1 : right / wanted;
  const byChance = (linked * wanted) / Math.max(1, pairs(found.length));
  const most = (linked + wanted) / 2;
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    adjustedRandIndex: most === byChance ? 1 : (right - byChance) / (most - byChance),
  };
}

/** Links between ads of different truth of which at least one was made to look alike. */
export function falseLinks(
  found: readonly number[],
  truth: readonly string[],
  isLookalike: readonly boolean[],
): number {
  const groups = new Map<number, number[]>();
  found.forEach((group, at) => groups.set(group, [...(groups.get(group) ?? []), at]));
  let links = 0;
  for (const members of groups.values()) {
    const strangers = members.filter((at) => isLookalike[at] ?? false);
    for (const at of strangers) links += members.filter((other) => other > at && truth[other] !== truth[at]).length;
  }
  return links;
}
