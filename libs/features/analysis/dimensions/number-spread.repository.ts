import { Injectable } from '@nestjs/common';
import {
  fieldValues,
  SqlParams,
  type Clock,
  type CompiledPredicate,
  type SegmentField,
} from '@features/segments';
import { Database } from '@platform/database';

/** How the values of a number spread over some contacts. */
export interface NumberSpread {
  /** Ascending, at most `MAX_VALUES` + 1 of them. */
  values: number[];
  /** The ends of the first four fifths, ascending; empty without values. */
  fifths: number[];
}

/** More different values than this are put into buckets. */
export const MAX_VALUES = 12;

@Injectable()
export class NumberSpreadRepository {
  constructor(private readonly db: Database) {}

  /** Among those whom `people` selects; its placeholders start at `$2`. */
  async find(
    workspaceId: string,
    field: SegmentField,
    { people, clock }: { people: CompiledPredicate; clock: Clock },
  ): Promise<NumberSpread> {
    const params = new SqlParams(people.params.length + 2);
    const values = fieldValues(field, { workspaceId, clock, params });
    const row = await this.db.queryOne<{ values: unknown[] | null; fifths: unknown[] | null }>(
      `WITH v AS MATERIALIZED (
         SELECT (${values.number()})::numeric AS value FROM contacts c ${values.joins.join(' ')}
         WHERE c.workspace_id = $1 AND (${people.sql})
       )
       SELECT (SELECT array_agg(few.value ORDER BY few.value) FROM (
           SELECT DISTINCT value FROM v WHERE value IS NOT NULL LIMIT ${MAX_VALUES + 1}) few) AS values,
         (SELECT percentile_disc(ARRAY[0.2, 0.4, 0.6, 0.8]) WITHIN GROUP (ORDER BY value) FROM v) AS fifths`,
      [workspaceId, ...people.params, ...params.values],
    );
    return { values: numbers(row?.values), fifths: numbers(row?.fifths) };
  }
}

/** Without any value a percentile is null. */
function numbers(list: unknown[] | null | undefined): number[] {
  return (list ?? []).filter((value) => value !== null).map(Number);
}
