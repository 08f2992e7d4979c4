/** Merge fields that do not depend on a workspace's custom fields. */
export const FIXED_MERGE_FIELDS: readonly string[] = [
  'contact.id',
  'contact.tags',
  'workspace.name',
  'workspace.postalAddress',
  'workspace.websiteUrl',
  'campaign.name',
];

/** Says of a path such as `contact.firstName` or (inside a loop over a list) `contact.attributes.likes[].` if it exists. */
export function fieldTest(known: readonly string[]): (path: string) => boolean {
  const paths = new Set(known);
  return (path) => paths.has(path) || paths.has(path.replace(/\[\]\.?$/, ''));
}

/** Values that come with each single message, under any name: `data.order.number`, `data.items[].name`. */
export function isDataField(path: string): boolean {
  return /^data(?:$|[.[])/.test(path);
}

export function describeDataField(path: string): string {
  return `"${path.slice(0, 80)}" comes with single messages only; a campaign has no such value. Use a field of the contact, or send the template through /api/v1/messages.`;
}

/** What to tell an author who used a merge field that does not exist. `known` are full paths. */
export function describeUnknownField(path: string, known: readonly string[]): string {
  return `There is no merge field "${path.slice(0, 80)}".${suggestion(path, known)}`;
}

function suggestion(path: string, known: readonly string[]): string {
  const wanted = path.toLowerCase();
  const close = known
    .map((candidate) => ({ candidate, distance: closeness(wanted, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= 3)
    .sort((left, right) => left.distance - right.distance)[0];
  if (close !== undefined) return ` Did you mean ${close.candidate}?`;
  const shown = known.slice(0, 40).join(', ');
  return ` Known: ${shown}${known.length > 40 ? ', …' : ''}.`;
}

/** Edit distance to the full path or to its part after the first dot, whichever is nearer. */
function closeness(wanted: string, candidate: string): number {
  const short = candidate.slice(candidate.lastIndexOf('.') + 1);
  const shortWanted = wanted.slice(wanted.lastIndexOf('.') + 1);
  if (shortWanted === short) return 0;
  return Math.min(editDistance(wanted, candidate), editDistance(shortWanted, short) + 1);
}

function editDistance(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > 3 || left.length > 100) return 99;
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const substituted = (previous[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      row.push(Math.min(substituted, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[right.length] ?? 99;
}
