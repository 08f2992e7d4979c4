import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { ContactFilter, ContactOrder, ContactSort } from '../contact';
import type { FieldDeclaration } from '../contact-field';
import { compileFilter, searchOf, type ResolvedFilter } from '../contact-filter-sql';
import { ContactIndexRepository } from './contact-index.repository';
import { hasTerms } from './contact-terms';
import { theContacts, theCopy, type Bind, type ContactSource } from './contact-source';

/** Contacts by filter, in an order; without one in none. */
export interface MatchRequest {
  filter: ContactFilter;
  order?: ContactOrder;
  /** In the order: what comes after this contact. `bound` makes the value of its sort key, null where the order has no key but the id. */
  after?: { id: string; bound: ((bind: Bind) => string) | null };
  limit?: number;
}

/** A query that gives `id` and `sort` of the contacts that match, with its parameters; `bind` adds more. $1 is the workspace. */
export interface Matches {
  sql: string;
  parameters: unknown[];
  bind: Bind;
}

/** No tag has this id. */
const NO_TAG = '00000000-0000-0000-0000-000000000000';

const SORTED_IN_COPY: readonly ContactSort[] = ['updatedAt', 'firstName', 'lastName'];

/**
 * Finds contacts where the indices for it are: searches and most orders in the copy, everything else in the contacts. What changed since
 * it was copied is looked at itself, so the answer is always that of the contacts; where too much changed, all of them are read.
 */
@Injectable()
export class ContactMatchesRepository {
  constructor(
    private readonly database: Database,
    private readonly index: ContactIndexRepository,
  ) {}

  /** Errors: `contact-filter.invalid`. */
  async compile(
    workspaceId: string,
    fields: readonly FieldDeclaration[],
    request: MatchRequest,
  ): Promise<Matches> {
    const [parameters, bind] = parametersOf(workspaceId);
    const filter = await this.withTagId(workspaceId, request.filter);
    const marked = asksCopy(request) ? await this.index.marked(workspaceId) : null;
    return { sql: matchesSql({ ...request, filter, fields, bind, marked }), parameters, bind };
  }

  /**
   * A condition on the contacts `c` that each of them is asked itself, so that it holds for rows that had to be waited for; the copy
   * only says whom to ask. Errors: `contact-filter.invalid`.
   */
  async condition(
    workspaceId: string,
    fields: readonly FieldDeclaration[],
    asked: ContactFilter,
  ): Promise<{ condition: string; parameters: unknown[] }> {
    const [parameters, bind] = parametersOf(workspaceId);
    const filter = await this.withTagId(workspaceId, asked);
    const condition = compileFilter(filter, { source: theContacts, fields, bind });
    const marked = asksCopy({ filter }) ? await this.index.marked(workspaceId) : null;
    if (marked === null) return { condition, parameters };
    const whom = matchesSql({ filter, fields, bind, marked });
    return { condition: `c.id IN (SELECT id FROM (${whom}) found) AND ${condition}`, parameters };
  }

  /** Asked before: the planner knows how many have this very tag, and so whether to begin with them or with the order. */
  private async withTagId(workspaceId: string, { tag, ...filter }: ContactFilter): Promise<ResolvedFilter> {
    if (tag === undefined) return filter;
    const row = await this.database.queryOne<{ id: string }>(
      'SELECT id FROM tags WHERE workspace_id = $1 AND name_key = fold($2)',
      [workspaceId, tag],
    );
    return { ...filter, tagId: row?.id ?? NO_TAG };
  }
}

/** Ids are found faster by themselves. */
function asksCopy({ filter, order }: MatchRequest): boolean {
  if (filter.ids) return false;
  if (searchOf(filter) !== null || filter.fields?.some(({ key }) => hasTerms(key)) === true) return true;
  return order !== undefined && SORTED_IN_COPY.includes(order.sort);
}

function parametersOf(workspaceId: string): [unknown[], Bind] {
  const parameters: unknown[] = [workspaceId];
  return [parameters, (value) => `$${parameters.push(value)}`];
}

interface Compilation extends Omit<MatchRequest, 'filter'> {
  filter: ResolvedFilter;
  fields: readonly FieldDeclaration[];
  bind: Bind;
  /** Whose copy is not to be relied on; null: the copy is not asked. */
  marked: readonly string[] | null;
}

function matchesSql(request: Compilation): string {
  const { marked, bind } = request;
  if (marked === null) return branchSql(theContacts, request);
  if (marked.length === 0) return branchSql(theCopy, request);
  const ids = `${bind(marked)}::uuid[]`;
  return `(${branchSql(theCopy, request, ` AND s.id <> ALL (${ids})`)})
    UNION ALL (${branchSql(theContacts, request, ` AND c.id = ANY (${ids})`)})`;
}

function branchSql(source: ContactSource, request: Compilation, more = ''): string {
  const { filter, fields, bind, order, after, limit } = request;
  const id = `${source.alias}.id`;
  const sort = order ? source.sortKeys[order.sort] : id;
  const condition = compileFilter(filter, { source, fields, bind });
  const join = filter.fields && filter.fields.length > 0 ? source.join : '';
  let sql = `SELECT ${id} AS id, ${sort} AS sort FROM ${source.from}${join} WHERE ${condition}${more}`;
  if (after) {
    const comparison = order?.direction === 'desc' ? '<' : '>';
    const place = `${bind(after.id)}::uuid`;
    sql += after.bound
      ? ` AND (${sort}, ${id}) ${comparison} (${after.bound(bind)}, ${place})`
      : ` AND ${id} ${comparison} ${place}`;
  }
  if (order) {
    const direction = order.direction === 'asc' ? 'ASC' : 'DESC';
    sql += ` ORDER BY ${sort === id ? '' : `${sort} ${direction}, `}${id} ${direction}`;
  }
  return limit === undefined ? sql : `${sql} LIMIT ${bind(limit)}`;
}
