/** Words of one text beyond this are not aligned: the table grows with the product of both. */
export const alignedWordsMax = 500;

/**
 * The longest common subsequence of two lists of words, as pairs of positions in order. Of several equally long ones always
 * the same is given.
 */
export function alignWords(a: readonly string[], b: readonly string[]): [number, number][] {
  const left = a.slice(0, alignedWordsMax);
  const right = b.slice(0, alignedWordsMax);
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let tail = 0;
  while (
    tail < left.length - start &&
    tail < right.length - start &&
    left[left.length - 1 - tail] === right[right.length - 1 - tail]
  ) {
    tail += 1;
  }
  const rows = left.length - start - tail;
  const width = right.length - start - tail + 1;
  // longest[i, j]: how much the rests from i and from j have in common.
  const longest = new Uint16Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i -= 1) {
    for (let j = width - 2; j >= 0; j -= 1) {
      longest[i * width + j] =
        left[start + i] === right[start + j]
          ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
    }
  }
  const matches: [number, number][] = Array.from({ length: start }, (_, at) => [at, at]);
  for (let i = 0, j = 0; i < rows && j < width - 1;) {
    if (left[start + i] === right[start + j]) {
      matches.push([start + i, start + j]);
      i += 1;
      j += 1;
    } else if ((longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  for (let at = tail; at > 0; at -= 1) matches.push([left.length - at, right.length - at]);
  return matches;
}
