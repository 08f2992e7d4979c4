import { Injectable } from '@nestjs/common';
import { Database, isInvalidValue } from '@platform/database';
import { decodeCursor, invalidCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type { Contact, ContactFilter, ContactOrder, ContactSort } from './contact';
import type { FieldDeclaration } from './contact-field';
import { compileFilter } from './contact-filter-sql';
import { contactSelect, toContact, type ContactRow } from './contact-row';

/**
 * Sort key per sort, as an index holds it; ids are time-ordered, so `createdAt` needs none of its own. `value` is what a cursor keeps of
 * the key, and `read` makes the key of it again: PostgreSQL keeps microseconds, JavaScript dates do not.
 */
const sortKeys: Record<ContactSort, SortKey | null> = {
  createdAt: null,
  updatedAt: {
    expression: 'c.updated_at',
    value: `(extract(epoch FROM c.updated_at) * 1000000)::bigint`,
    read: (bound) => `('epoch'::timestamptz + ${bound}::bigint * interval '1 microsecond')`,
  },
  email: textKey('c.email_key'),
  firstName: textKey(`coalesce(c.first_name, '')`),
  lastName: textKey(`coalesce(c.last_name, '')`),
};

interface SortKey {
  expression: string;
  value: string;
  read: (bound: string) => string;
}

function textKey(expression: string): SortKey {
  return { expression, value: expression, read: (bound) => `${bound}::text` };
}

/** No tag has this id. */
const NO_TAG = '00000000-0000-0000-0000-000000000000';

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
    const tagId = filter.tag === undefined ? undefined : await this.tagIdOf(workspaceId, filter.tag);
    const { condition, parameters } = compileFilter(
      tagId === undefined ? filter : { ...filter, tagId },
      fields,
      workspaceId,
    );
    const key = sortKeys[order.sort];
    const direction = order.direction === 'asc' ? 'ASC' : 'DESC';
    const comparison = order.direction === 'asc' ? '>' : '<';
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    let after = '';
    if (page.cursor !== undefined) {
      const values = decodeCursor(page.cursor, key ? 2 : 1);
      const id = `${bind(values.at(-1))}::uuid`;
      after = key
        ? ` AND (${key.expression}, c.id) ${comparison} (${key.read(bind(values[0]))}, ${id})`
        : ` AND c.id ${comparison} ${id}`;
    }
    const orderBy = key ? `${key.expression} ${direction}, c.id ${direction}` : `c.id ${direction}`;
    const select = key
      ? contactSelect.replace('SELECT c.*', `SELECT ${key.value} AS sort_key, c.*`)
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

  /** Asked before: the planner knows how many have this very tag, and so whether to begin with them or with the order. */
  private async tagIdOf(workspaceId: string, name: string): Promise<string> {
    const row = await this.database.queryOne<{ id: string }>(
      'SELECT id FROM tags WHERE workspace_id = $1 AND name_key = fold($2)',
      [workspaceId, name],
    );
    return row?.id ?? NO_TAG;
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
