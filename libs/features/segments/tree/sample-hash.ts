import { createHash } from 'node:crypto';

const RANGE = 2 ** 32;

/**
 * Where a contact falls in a sample: the first 32 bits of md5("<contact id>:<seed>"), as a number from 0 to 2^32 - 1.
 * The same contact and seed always give the same place; another seed shuffles anew. `sampleSql` is its twin.
 */
export function samplePlace(contactId: string, seed: string): number {
  return Number.parseInt(
    createHash('md5').update(`${contactId}:${seed}`, 'utf8').digest('hex').slice(0, 8),
    16,
  );
}

/** Places below this are in the sample. */
export function sampleThreshold(percent: number): number {
  return Math.round((percent / 100) * RANGE);
}

/** `id` is an SQL expression of the contact's id, `seed` a placeholder. */
export function sampleSql(id: string, seed: string): string {
  return `('x' || left(md5(${id}::text || ':' || ${seed}), 8))::bit(32)::bigint`;
}
