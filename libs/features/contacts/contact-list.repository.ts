import { Injectable } from '@nestjs/common';
import { Database, isInvalidValue } from '@platform/database';
import { decodeCursor, invalidCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type { Contact, ContactFilter, ContactOrder, ContactSort } from './contact';
import type { FieldDeclaration } from './contact-field';
import { compileFilter } from './contact-filter-sql';
import { contactSelect, toContact, type ContactRow } from './contact-row';

/** Sort key per sort; ids are time-ordered, so `createdAt` needs none of its own. Values are cast back in `after`. */
const sortKeys: Record<ContactSort, { expression: string; cast: string } | null> = {
  createdAt: null,
  updatedAt: { expression: `(extract(epoch FROM c.updated_at) * 1000000)::bigint`, cast: 'bigint' },
  email: { expression: 'c.email_key', cast: 'text' },
  firstName: { expression: `coalesce(c.first_name, '')`, cast: 'text' },
  lastName: { expression: `coalesce(c.last_name, '')`, cast: 'text' },
};

interface ListRequest {
  filter: ContactFilter;
  order: ContactOrder;
  page: PageRequest;
}

/** Lists and counts contacts by filter. */
@Injectable()
export class ContactListRepository {
  constructor(private readonly database: Database) {}

  /** One page; the cursor is only valid for the same filter and order. */
  async list(
    workspaceId: string,
    fields: readonly FieldDeclaration[],
    { filter, order, page }: ListRequest,
  ): Promise<Page<Contact>> {
    const { condition, parameters } = compileFilter(filter, fields, workspaceId);
    const key = sortKeys[order.sort];
    const direction = order.direction === 'asc' ? 'ASC' : 'DESC';
    const comparison = order.direction === 'asc' ? '>' : '<';
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    let after = '';
    if (page.cursor !== undefined) {
      const values = decodeCursor(page.cursor, key ? 2 : 1);
      const id = `${bind(values.at(-1))}::uuid`;
      after = key
        ? ` AND (${key.expression}, c.id) ${comparison} (${bind(values[0])}::${key.cast}, ${id})`
        : ` AND c.id ${comparison} ${id}`;
    }
    const orderBy = key ? `${key.expression} ${direction}, c.id ${direction}` : `c.id ${direction}`;
    const select = key
      ? contactSelect.replace('SELECT c.*', `SELECT ${key.expression} AS sort_key, c.*`)
      : contactSelect;
    const statement = `${select} WHERE ${condition}${after} ORDER BY ${orderBy} LIMIT ${bind(page.limit + 1)}`;
    const rows = await this.database
      .query<ContactRow & { sort_key?: string | number }>(statement, parameters)
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
    const { condition, parameters } = compileFilter(filter, fields, workspaceId);
    const row = await this.database.queryOne<{ count: number }>(
      `SELECT count(*) AS count FROM contacts c WHERE ${condition}`,
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
    const { condition, parameters } = compileFilter(stretch.filter, fields, workspaceId);
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    const after = stretch.afterId === null ? '' : ` AND c.id > ${bind(stretch.afterId)}::uuid`;
    const rows = await this.database.query<ContactRow>(
      `${contactSelect} WHERE ${condition}${after} ORDER BY c.id LIMIT ${bind(stretch.limit)}`,
      parameters,
    );
    return rows.map(toContact);
  }
}
