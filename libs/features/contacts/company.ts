import type { Attributes } from './contact';

/** An organisation that contacts belong to. */
export interface Company {
  id: string;
  name: string;
  domain: string | null;
  industry: string | null;
  employees: number | null;
  /** In the workspace's currency. */
  annualRevenue: number | null;
  country: string | null;
  city: string | null;
  attributes: Attributes;
  createdAt: Date;
  updatedAt: Date;
}

/** What upserting by name takes: absent values stay, null clears. */
export interface CompanyInput {
  name: string;
  domain?: string | null;
  industry?: string | null;
  employees?: number | null;
  annualRevenue?: number | null;
  country?: string | null;
  city?: string | null;
}
