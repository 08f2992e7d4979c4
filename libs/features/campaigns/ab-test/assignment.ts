import { createHash } from 'node:crypto';
import { VARIANT_KEYS, type VariantKey } from './variant';

const RANGE = 2 ** 32;

/** Who takes part in a test: everything that the assignment depends on. */
export interface AssignmentRule {
  campaignId: string;
  /** 1 to 100. */
  testPercent: number;
  /** 2 to 4. */
  variants: number;
}

/**
 * Where a contact falls in a campaign's test: the first 32 bits of md5("ab:<campaign>:<contact>"), a number from 0 to 2^32 − 1. It
 * depends on nothing else, so it is the same whenever and in whatever order it is asked for, and another campaign
 * shuffles anew. `assignmentSql` is its twin.
 */
export function placeInTest(campaignId: string, contactId: string): number {
  const digest = createHash('md5').update(`ab:${campaignId}:${contactId}`, 'utf8').digest('hex');
  return Number.parseInt(digest.slice(0, 8), 16);
}

/** The contact's variant; null for the rest of the audience. */
export function assignedVariant(rule: AssignmentRule, contactId: string): VariantKey | null {
  const place = placeInTest(rule.campaignId, contactId);
  return VARIANT_KEYS[bounds(rule).findIndex((bound) => place < bound)] ?? null;
}

/** An SQL expression of type text with the same answer. */
export interface AssignmentSql {
  variantSql: string;
  /** From `$firstParam` on. */
  params: unknown[];
}

/**
 * `contactId` is an SQL expression of the contact's id. One hash per row, whatever the number of variants. Whom a variant in
 * `without` was assigned to counts as the rest.
 */
export function assignmentSql(
  rule: AssignmentRule & { without?: readonly VariantKey[] },
  contactId: string,
  firstParam: number,
): AssignmentSql {
  const [seed, limits] = [`$${firstParam}::text`, `$${firstParam + 1}::bigint[]`];
  const keys = VARIANT_KEYS.slice(0, rule.variants).map((key) =>
    rule.without?.includes(key) ? 'NULL' : `'${key}'`,
  );
  const place = `('x' || left(md5('ab:' || ${seed} || ':' || ${contactId}::text), 8))::bit(32)::bigint`;
  return {
    variantSql: `(ARRAY[${keys.join(', ')}]::text[])[width_bucket(${place}, ${limits}) + 1]`,
    params: [rule.campaignId, bounds(rule)],
  };
}

/** Places below the first bound get 'a', below the second 'b', …; from the last one on is the rest. */
function bounds({ testPercent, variants }: AssignmentRule): number[] {
  const part = ((testPercent / 100) * RANGE) / variants;
  return Array.from({ length: variants }, (_, index) => Math.round(part * (index + 1)));
}
