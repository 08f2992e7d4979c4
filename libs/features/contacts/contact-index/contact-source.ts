import type { ContactSort } from '../contact';

/** Takes a value, gives its place in the statement. */
export type Bind = (value: unknown) => string;

/** Where a statement finds contacts: the table itself, or the copy that is searched and sorted. */
export interface ContactSource {
  alias: 'c' | 's';
  from: string;
  /** What joins the contacts as `c`, for conditions on fields that only they have. */
  join: string;
  /** First and last name as they are searched. */
  nameKey: string;
  sortKeys: Record<ContactSort, string>;
  /** The column of its terms, if it has them. */
  terms: string | null;
}

export const theContacts: ContactSource = {
  alias: 'c',
  from: 'contacts c',
  join: '',
  nameKey: 'contact_name_key(c.first_name, c.last_name)',
  sortKeys: {
    // Ids are time-ordered.
    createdAt: 'c.id',
    updatedAt: 'c.updated_at',
    email: 'c.email_key',
    firstName: `coalesce(c.first_name, '')`,
    lastName: `coalesce(c.last_name, '')`,
  },
  terms: null,
};

export const theCopy: ContactSource = {
  alias: 's',
  from: 'contact_index s',
  join: ' JOIN contacts c ON c.workspace_id = s.workspace_id AND c.id = s.id',
  nameKey: 's.name_key',
  sortKeys: {
    createdAt: 's.id',
    updatedAt: 's.updated_at',
    email: 's.email_key',
    firstName: 's.first_name',
    lastName: 's.last_name',
  },
  terms: 's.terms',
};
