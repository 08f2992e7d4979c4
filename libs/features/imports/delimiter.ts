const CANDIDATES = [',', ';', '\t', '|'];

/** The delimiter of a CSV text: the candidate that stands most often outside quotes in its first line; else comma. */
export function sniffDelimiter(beginning: string): string {
  const counts = new Map<string, number>();
  let isQuoted = false;
  for (const character of beginning) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === '\n' || character === '\r')) break;
    else if (!isQuoted && CANDIDATES.includes(character)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
  }
  const [best] = [...counts].sort((left, right) => right[1] - left[1]);
  return best?.[0] ?? ',';
}
