/** Services that read a name with and without its dots as the same. */
const WITHOUT_DOTS: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com']);

/**
 * Whose inbox an address leads to, as far as that is known: what follows a plus sign is the owner's own label (RFC 5233), so that a
 * thousand labels are one person. For counting only; mail goes to the address as it was given. `key` as `parseEmailAddress` gives it.
 */
export function mailboxOf(key: string): string {
  const at = key.lastIndexOf('@');
  const domain = key.slice(at + 1);
  const [name = ''] = key.slice(0, Math.max(at, 0)).split('+', 1);
  // A name that starts with the sign is no label.
  const owner = name === '' ? key.slice(0, Math.max(at, 0)) : name;
  return WITHOUT_DOTS.has(domain) ? `${owner.replaceAll('.', '')}@gmail.com` : `${owner}@${domain}`;
}
