const LONGEST = 60;

/** ` Did you mean "country"?` when one of `words` is a slip of the keyboard away from `word`, else nothing. */
export function didYouMean(word: unknown, words: Iterable<string>): string {
  const found = typeof word === 'string' ? nearest(word, words) : undefined;
  return found === undefined ? '' : ` Did you mean "${found}"?`;
}

/** The closest of `words` with at most two fifths of its letters changed; case does not count. */
function nearest(word: string, words: Iterable<string>): string | undefined {
  if (word.length > LONGEST) return undefined;
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let fewest = Math.floor(wanted.length * 0.4) + 1;
  for (const candidate of words) {
    if (Math.abs(candidate.length - wanted.length) >= fewest) continue;
    const changes = distance(wanted, candidate.toLowerCase());
    if (changes < fewest) [best, fewest] = [candidate, changes];
  }
  return best;
}

/** Letters to add, take away or replace (Levenshtein). */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
