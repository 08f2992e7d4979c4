import type { ContactInput } from '@features/contacts';

/** Somebody to try a ready-made segment with. */
export interface Person extends ContactInput {
  /** Fields of the company; it is made for this person. */
  employer?: { industry?: string; employees?: number; annualRevenue?: number };
  /** Days since the contact was created; today unless told otherwise. */
  createdDaysAgo?: number;
  did?: Deed[];
  /** Got a campaign ten days ago. */
  mailed?: boolean;
  /** Columns of `computed_values`. */
  computed?: Record<string, unknown>;
}

export interface Deed {
  name: string;
  properties?: Record<string, unknown>;
  /** Default 1. */
  daysAgo?: number;
}

/** Who must be in a segment with the default parameters, and who must not. */
export interface Example {
  in: Person[];
  out: Person[];
}

export type Examples = Readonly<Record<string, Example>>;

/** The day on which somebody of this age was born, half a year ago by date. */
export function born(age: number): string {
  const day = new Date(Date.now() - 182 * 24 * 3600_000);
  return `${day.getUTCFullYear() - age}-${day.toISOString().slice(5, 7)}-15`;
}

export function daysAgo(days: number): Date {
  return new Date(Date.now() - days * 24 * 3600_000);
}

export function ordered(ago: number, properties: Record<string, unknown> = {}): Deed {
  const usual = { total: 30, products: ['TEA-1'], categories: ['Tea'] };
  return { name: 'order.placed', daysAgo: ago, properties: { ...usual, ...properties } };
}

/** People with a number in one column, for percentages. */
export function ranked(column: string, values: readonly number[], rest: object = {}): Person[] {
  return values.map((value) => ({ computed: { [column]: value, ...rest } }));
}
