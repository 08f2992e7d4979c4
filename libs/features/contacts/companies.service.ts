import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import { Database } from '@platform/database';
import type { FieldError } from '@platform/errors';
import type { Page, PageRequest } from '@platform/paging';
import { tidyText } from './attribute-values';
import type { Company, CompanyInput } from './company';
import { CompaniesRepository } from './companies.repository';
import { invalidContact } from './contacts.errors';

const MAX_LENGTH = 200;

/** The organisations that contacts belong to; known by name. */
@Injectable()
export class CompaniesService {
  constructor(
    private readonly database: Database,
    private readonly companies: CompaniesRepository,
  ) {}

  async get(workspaceId: string, id: string): Promise<Company> {
    return this.companies.get(workspaceId, id);
  }

  async list(workspaceId: string, search: string | undefined, page: PageRequest): Promise<Page<Company>> {
    return this.companies.list(workspaceId, search, page);
  }

  /** Creates the company or changes the given values of the one with this name; null clears. */
  async upsertByName(actor: Actor, input: CompanyInput): Promise<Company> {
    const checked = check(input);
    return this.database.transaction(async () => {
      const { id } = await this.companies.upsert(actor.workspaceId, checked);
      return this.companies.get(actor.workspaceId, id);
    });
  }
}

function check(input: CompanyInput): CompanyInput {
  const errors: FieldError[] = [];
  const report = (key: string, wanted: string): void => {
    errors.push({ pointer: `/${key}`, code: 'company.invalid-field', message: `${key} must be ${wanted}.` });
  };
  const checked: CompanyInput = { ...input, name: tidyText(input.name) };
  if (checked.name === '' || !isShort(checked.name))
    report('name', `a text of 1 to ${MAX_LENGTH} characters`);
  for (const key of ['domain', 'industry', 'city'] as const) {
    const value = input[key];
    if (value == null) continue;
    checked[key] = tidyText(value) || null;
    if (!isShort(value)) report(key, `a text of at most ${MAX_LENGTH} characters`);
  }
  if (input.country != null) {
    checked.country = input.country.trim().toUpperCase();
    if (!/^[A-Z]{2}$/.test(checked.country)) report('country', 'a two-letter country code such as PT');
  }
  const employees = input.employees;
  if (employees != null && !(Number.isInteger(employees) && employees >= 0 && employees <= 100_000_000)) {
    report('employees', 'a whole number from 0 to 100,000,000');
  }
  const revenue = input.annualRevenue;
  if (revenue != null && !(Math.abs(revenue) <= 1e15)) report('annualRevenue', 'a number of at most 10^15');
  if (errors.length > 0) throw invalidContact(errors);
  return checked;
}

function isShort(text: string): boolean {
  return text.length <= MAX_LENGTH && !text.includes('\u0000');
}
