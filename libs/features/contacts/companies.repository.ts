import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { notFound } from '@platform/errors';
import { decodeCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type { Company, CompanyInput } from './company';

const COLUMNS = `id, name, domain, industry, employees, annual_revenue AS "annualRevenue", country, city, attributes,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

const inputColumns: Record<Exclude<keyof CompanyInput, 'name'>, string> = {
  domain: 'domain',
  industry: 'industry',
  employees: 'employees',
  annualRevenue: 'annual_revenue',
  country: 'country',
  city: 'city',
};

/** Companies are known by name, case- and accent-insensitive. */
@Injectable()
export class CompaniesRepository {
  constructor(private readonly database: Database) {}

  async get(workspaceId: string, id: string): Promise<Company> {
    const company = await this.database.queryOne<Company>(
      `SELECT ${COLUMNS} FROM companies WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id],
    );
    if (!company) throw notFound('company', id);
    return company;
  }

  /** By name; `search` matches any part of it. */
  async list(workspaceId: string, search: string | undefined, page: PageRequest): Promise<Page<Company>> {
    const [afterKey] = page.cursor === undefined ? [''] : decodeCursor(page.cursor, 1);
    const rows = await this.database.query<Company & { name_key: string }>(
      `SELECT ${COLUMNS}, name_key FROM companies
       WHERE workspace_id = $1 AND name_key > $2 AND ($3::text IS NULL OR strpos(name_key, fold($3)) > 0)
       ORDER BY name_key LIMIT $4`,
      [workspaceId, String(afterKey), search ?? null, page.limit + 1],
    );
    return toPage(rows, page.limit, {
      item: ({ name_key: _key, ...company }) => company,
      cursor: (row) => [row.name_key],
    });
  }

  /** Finds or creates by name; the first spelling stays. */
  async ensure(workspaceId: string, name: string): Promise<{ id: string; name: string }> {
    return this.upsert(workspaceId, { name });
  }

  /** Creates the company or changes the given values of the one that has this name. */
  async upsert(workspaceId: string, input: CompanyInput): Promise<{ id: string; name: string }> {
    const given = (Object.keys(inputColumns) as (keyof typeof inputColumns)[]).filter(
      (key) => input[key] !== undefined,
    );
    const columns = given.map((key) => inputColumns[key]);
    const placeholders = columns.map((_, index) => `, $${index + 3}`).join('');
    const updates = columns.map((column) => `${column} = excluded.${column}, `).join('');
    const row = await this.database.queryOne<{ id: string; name: string }>(
      `INSERT INTO companies (workspace_id, name, name_key${columns.map((column) => `, ${column}`).join('')})
       VALUES ($1, $2, fold($2)${placeholders})
       ON CONFLICT (workspace_id, name_key) DO UPDATE SET ${updates} updated_at = ${columns.length > 0 ? 'now()' : 'companies.updated_at'}
       RETURNING id, name`,
      [workspaceId, input.name, ...given.map((key) => input[key] ?? null)],
    );
    if (!row) throw new Error('INSERT … RETURNING gave no row');
    return row;
  }
}
