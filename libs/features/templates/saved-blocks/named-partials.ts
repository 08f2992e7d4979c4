import { savedPartial } from '../blocks/to-mjml';

const NAMED = /\{\{~?\s*>\s*saved-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\s*~?\}\}/g;

/** Octets of MJML that all saved blocks of an email may have together, each counted as often as it stands there. */
export const MOST_SAVED_OCTETS = 1024 * 1024;

/** Ids of the saved blocks that an email names, one for each place where it does. */
export function namedPartials(mjml: string): string[] {
  return [...mjml.matchAll(NAMED)].map(([, id = '']) => id);
}

/** What the saved blocks add to an email: a large one costs again wherever it stands. */
export function savedOctets(named: readonly string[], partials: Readonly<Record<string, string>>): number {
  const sizes = new Map(Object.entries(partials).map(([name, mjml]) => [name, Buffer.byteLength(mjml)]));
  return named.reduce((sum, id) => sum + (sizes.get(savedPartial(id)) ?? 0), 0);
}
