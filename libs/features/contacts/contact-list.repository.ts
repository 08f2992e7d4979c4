import { Injectable } from '@nestjs/common';
import { Database, isInvalidValue } from '@platform/database';
import { decodeCursor, invalidCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type { Contact, ContactFilter, ContactOrder, ContactSort } from './contact';
import type { FieldDeclaration } from './contact-field';
import { ContactMatchesRepository, type MatchRequest } from './contact-index/contact-matches.repository';
import type { Bind } from './contact-index/contact-source';
import { contactColumns, contactJoins, toContact, type ContactRow } from './contact-row';

/**
 * Of each order that has a key of its own: `value` is what a cursor keeps of the key, and `read` makes the key of it again. PostgreSQL
 * keeps microseconds, JavaScript dates do not.
 */
const sortKeys: Record<ContactSort, SortKey | null> = {
  createdAt: null,
  updatedAt: {
    value: `(extract(epoch FROM found.sort) * 1000000)::bigint`,
    read: (bound) => `('epoch'::timestamptz + ${bound}::bigint * interval '1 microsecond')`,
  },
  email: textKey(),
  firstName: textKey(),
  lastName: textKey(),
};

interface SortKey {
  value: string;
  read: (bound: string) => string;
}

function textKey(): SortKey {
  return { value: 'found.sort', read: (bound) => `${bound}::text` };
}

interface ListRequest {
  filter: ContactFilter;
  order: ContactOrder;
  page: PageRequest;
}

/** Lists and counts contacts by filter. */
@Injectable()
export class ContactListRepository {
  constructor(
    private readonly database: Database,
    private readonly matches: ContactMatchesRepository,
  ) {}

  /** One page; the cursor is only valid for the same filter and order. */
  async list(
    workspaceId: string,
    fields: readonly FieldDeclaration[],
    { filter, order, page }: ListRequest,
  ): Promise<Page<Contact>> {
    const key = sortKeys[order.sort];
    const after = page.cursor === undefined ? {} : { after: afterCursor(page.cursor, key) };
    const request: MatchRequest = { filter, order, ...after, limit: page.limit + 1 };
    const { sql, parameters, bind } = await this.matches.compile(workspaceId, fields, request);
    const direction = order.direction === 'asc' ? 'ASC' : 'DESC';
    const statement = `SELECT ${key?.value ?? 'NULL'} AS sort_key, ${contactsFound(sql)}
      ORDER BY found.sort ${direction}, found.id ${direction} LIMIT ${bind(page.limit + 1)}`;
    const rows = await this.database
      .query<ContactRow & { sort_key: string | number | null }>(statement, parameters)
      .catch((error: unknown) => {
        // Only a cursor of another list brings values that do not fit their types; the filter was checked before.
        if (page.cursor !== undefined && isInvalidValue(error)) throw invalidCursor();
        throw error;
      });
    return toPage(rows, page.limit, {
      item: toContact,
      cursor: (row) => (key ? [row.sort_key ?? '', row.id] : [row.id]),
    });
  }

  /** How many contacts match. */
  async count(
    workspaceId: string,
    fields: readonly FieldDeclaration[],
    filter: ContactFilter,
  ): Promise<number> {
    const { sql, parameters } = await this.matches.compile(workspaceId, fields, { filter });
    const row = await this.database.queryOne<{ count: number }>(
      `SELECT count(*) AS count FROM (${sql}) found`,
      parameters,
    );
    return row?.count ?? 0;
  }

  /**
   * One stretch of an export in order of id, after `afterId`. Exports walk by key instead of holding one cursor open,
   * so that a slow reader never holds back vacuum.
   */
  async listAfter(
    workspaceId: string,
    fields: readonly FieldDeclaration[],
    stretch: { filter: ContactFilter; afterId: string | null; limit: number },
  ): Promise<Contact[]> {
    const { filter, afterId, limit } = stretch;
    const { sql, parameters } = await this.matches.compile(workspaceId, fields, {
      filter,
      order: { sort: 'createdAt', direction: 'asc' },
      ...(afterId === null ? {} : { after: { id: afterId, bound: null } }),
      limit,
    });
    const rows = await this.database.query<ContactRow>(
      `SELECT ${contactsFound(sql)} ORDER BY found.id LIMIT ${limit}`,
      parameters,
    );
    return rows.map(toContact);
  }
}

/** The columns and joins of a statement that shows the contacts which `matches` gives. */
const contactsFound = (matches: string): string =>
  `${contactColumns}
   FROM (${matches}) found JOIN contacts c ON c.workspace_id = $1 AND c.id = found.id ${contactJoins}`;

function afterCursor(cursor: string, key: SortKey | null): NonNullable<MatchRequest['after']> {
  const values = decodeCursor(cursor, key ? 2 : 1);
  const bound = key && ((bind: Bind) => key.read(bind(values[0])));
  return { id: String(values.at(-1)), bound };
}
