import { Injectable } from '@nestjs/common';
import { mailableSql } from '@features/consent';
import type { CompiledPredicate, SqlParams } from '@features/segments';
import { Database } from '@platform/database';
import { readingSql } from '../dimensions/cross-table-sql';
import type { Dimension } from '../dimensions/dimension';
import { MINIMUM_CONTACTS, type GroupSizes, type TraitCount } from './trait';

export interface TraitQuestion {
  /** Never null; placeholders from `$2`. */
  segment: CompiledPredicate;
  /** Never null; placeholders after those of `segment`. */
  reference: CompiledPredicate;
  dimensions: readonly Dimension[];
  /** Where the dimensions bound their values: after those of both predicates. */
  params: SqlParams;
}

@Injectable()
export class TraitsRepository {
  constructor(private readonly db: Database) {}

  /**
   * One pass over the contacts, grouped by every dimension apart (grouping sets). Lists are taken apart and texts folded only
   * afterwards, value by value. Values that too few contacts of the segment have are left out.
   */
  async count(
    workspaceId: string,
    question: TraitQuestion,
  ): Promise<{ sizes: GroupSizes; counts: TraitCount[] }> {
    const { segment, reference, dimensions, params } = question;
    const rows = await this.db.query<TraitCount & { dimension: number | null }>(countSql(question), [
      workspaceId,
      ...segment.params,
      ...reference.params,
      ...params.values,
    ]);
    const total = rows.find(({ dimension }) => dimension === null);
    const sizes = total ?? { inside: 0, reference: 0, outside: 0 };
    const counts = rows.filter(({ dimension }) => dimension !== null && dimension < dimensions.length);
    return { sizes, counts };
  }

  /** Placeholders of the predicate start at `$2`. */
  async countContacts(
    workspaceId: string,
    people: CompiledPredicate,
  ): Promise<{ contacts: number; mailable: number }> {
    const row = await this.db.queryOne<{ contacts: number; mailable: number }>(
      `SELECT count(*) AS contacts, count(*) FILTER (WHERE ${mailableSql({ contact: 'c' })}) AS mailable
       FROM contacts c WHERE c.workspace_id = $1 AND (${people.sql})`,
      [workspaceId, ...people.params],
    );
    return row ?? { contacts: 0, mailable: 0 };
  }
}

function countSql({ segment, reference, dimensions }: TraitQuestion): string {
  const columns = dimensions.map((_, index) => `d${index}`);
  const which = columns.map((column, index) => `WHEN ${column} IS NOT NULL THEN ${index}`).join(' ');
  const joins = [...new Set(dimensions.flatMap((dimension) => dimension.joins))].join(' ');
  const readings = (['folded', 'exact', 'list'] as const).map((reading) => {
    const positions = dimensions.flatMap((dimension, index) =>
      dimension.reading === reading ? [index] : [],
    );
    return `SELECT item.key, item.label FROM (${readingSql({ reading }, 'g.raw')}) item
      WHERE g.dimension = ANY('{${positions.join(',')}}'::integer[])`;
  });
  return `
    WITH people AS MATERIALIZED (
      SELECT ${dimensions.map(({ raw }, index) => `${raw} AS d${index}`).join(', ')},
        (${segment.sql}) AS is_inside, (${reference.sql}) AS is_reference
      FROM contacts c ${joins} WHERE c.workspace_id = $1
    ), grouped AS MATERIALIZED (
      SELECT CASE ${which} END AS dimension, coalesce(${columns.join(', ')}) AS raw,
        count(*) FILTER (WHERE is_inside) AS inside, count(*) FILTER (WHERE is_reference) AS reference,
        count(*) FILTER (WHERE is_reference AND NOT is_inside) AS outside
      FROM people WHERE is_inside OR is_reference
      GROUP BY GROUPING SETS (${columns.map((column) => `(${column})`).join(', ')}, ())
    )
    SELECT NULL AS dimension, NULL AS key, NULL AS label, inside, reference, outside
    FROM grouped WHERE dimension IS NULL
    UNION ALL
    SELECT g.dimension, item.key, (array_agg(item.label ORDER BY g.inside DESC, item.label COLLATE "C"))[1],
      sum(g.inside), sum(g.reference), sum(g.outside)
    FROM grouped g CROSS JOIN LATERAL (${readings.join(' UNION ALL ')}) item
    WHERE g.dimension IS NOT NULL AND g.raw <> ''
    GROUP BY g.dimension, item.key HAVING sum(g.inside) >= ${MINIMUM_CONTACTS}
    ORDER BY dimension, key`;
}
