/** The value of a custom field for people; nothing for none. `words` are those for yes and no. */
export function showValue(value: unknown, words: readonly [string, string]): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'boolean') return words[value ? 0 : 1];
  return String(value);
}
