import type { Company } from '@features/contacts';
import { PageOf } from '../http';

/** An organisation that contacts belong to. */
export class CompanyView {
  /** Id of the company. */
  id!: string;
  /** Name, unique in the workspace whatever its case. */
  name!: string;
  /** Web domain. */
  domain!: string | null;
  /** Industry. */
  industry!: string | null;
  /** Number of people. */
  employees!: number | null;
  /** Per year, in the currency of the workspace. */
  annualRevenue!: number | null;
  /** Two letters, ISO 3166-1. */
  country!: string | null;
  /** City. */
  city!: string | null;
  /** When it was created. */
  createdAt!: string;
  /** When a value last changed. */
  updatedAt!: string;
}

export class CompanyPageView extends PageOf(CompanyView) {}

export function toCompanyView(company: Company): CompanyView {
  const { attributes: _attributes, createdAt, updatedAt, ...values } = company;
  return { ...values, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
