/** Filters of the list as they stand in the address: a link shows the same list to a colleague. */
export interface ContactSearch {
  q?: string;
  tag?: string;
  /** `field:value`, as the API takes it. */
  field?: string[];
  sort?: ContactSort;
  direction?: 'asc' | 'desc';
}

export const CONTACT_SORTS = ['createdAt', 'updatedAt', 'email', 'firstName', 'lastName'] as const;
export type ContactSort = (typeof CONTACT_SORTS)[number];

function text(value: unknown): string | undefined {
  // The router reads `?q=123` as a number.
  const read = typeof value === 'number' ? String(value) : value;
  return typeof read === 'string' && read !== '' ? read : undefined;
}

export function readContactSearch(search: Record<string, unknown>): ContactSearch {
  const q = text(search.q);
  const tag = text(search.tag);
  const fields = [search.field].flat().flatMap((value) => text(value) ?? []);
  const sort = CONTACT_SORTS.find((name) => name === search.sort);
  return {
    ...(q ? { q } : {}),
    ...(tag ? { tag } : {}),
    ...(fields.length > 0 ? { field: fields.slice(0, 20) } : {}),
    ...(sort && sort !== 'createdAt' ? { sort } : {}),
    ...(search.direction === 'asc' ? { direction: 'asc' as const } : {}),
  };
}

/** Without order and page: what the export and changes of all who match take. */
export function filterOf({ q, tag, field }: ContactSearch): Pick<ContactSearch, 'q' | 'tag' | 'field'> {
  return { ...(q ? { q } : {}), ...(tag ? { tag } : {}), ...(field ? { field } : {}) };
}

export function isFiltered({ q, tag, field }: ContactSearch): boolean {
  return Boolean(q ?? tag ?? field);
}
