import { Injectable } from '@nestjs/common';
import { mailableSql } from '@features/consent';
import type { CompiledPredicate, SqlParams } from '@features/segments';
import { Database } from '@platform/database';
import { crossTableSql, type CellRow } from '../dimensions/cross-table-sql';
import type { Dimension } from '../dimensions/dimension';
import type { Period } from '../period';
import { mailPerContact, salesPerContact, type PeriodParams } from '../period-sql';
import type { PivotMeasure } from './pivot';

export interface PivotQuestion {
  rows: Dimension;
  columns: Dimension | null;
  /** Its placeholders start at `$2`. */
  people: CompiledPredicate;
  period: Period;
  measures: readonly PivotMeasure[];
  /** Where the dimensions bound their values: after those of `people`. */
  params: SqlParams;
}

@Injectable()
export class PivotRepository {
  constructor(private readonly db: Database) {}

  /** The total first, then the cells that have contacts. */
  async cells(workspaceId: string, question: PivotQuestion): Promise<CellRow[]> {
    const { rows, columns, people, params } = question;
    const parts = question.measures.map((measure) => partOf(measure, question));
    const sql = crossTableSql({
      from: ['contacts c', ...parts.flatMap((part) => part.joins)].join(' '),
      where: `c.workspace_id = $1 AND (${people.sql})`,
      measures: Object.assign({ contacts: 'count(*)' }, ...parts.map((part) => part.sums)) as Record<
        string,
        string
      >,
      rows,
      columns,
      params,
    });
    return this.db.query<CellRow>(sql, [workspaceId, ...people.params, ...params.values]);
  }
}

/** What a measure joins and sums. No join doubles a contact. */
function partOf(
  measure: PivotMeasure,
  { period, params }: PivotQuestion,
): { joins: string[]; sums: Record<string, string> } {
  // Bound only by the measures that ask: PostgreSQL refuses a value that no placeholder names.
  const bounds = (): PeriodParams => ({
    workspace: '$1::uuid',
    from: params.instant(period.from),
    to: params.instant(period.to),
  });
  switch (measure) {
    case 'mailable':
      return { joins: [], sums: { mailable: `count(*) FILTER (WHERE ${mailableSql({ contact: 'c' })})` } };
    case 'engagement':
      return {
        joins: [
          `LEFT JOIN (${mailPerContact(bounds())}) mail ON mail.contact_id = c.id`,
          `LEFT JOIN computed_values score ON score.workspace_id = c.workspace_id AND score.contact_id = c.id`,
        ],
        sums: {
          delivered: 'coalesce(sum(mail.delivered), 0)',
          clicked: 'coalesce(sum(mail.clicked), 0)',
          score: 'coalesce(sum(score.engagement_score), 0)',
          scored: 'count(score.engagement_score)',
        },
      };
    case 'revenue':
      return {
        joins: [`LEFT JOIN (${salesPerContact(bounds())}) sales ON sales.contact_id = c.id`],
        sums: { buyers: 'count(sales.contact_id)', revenue: 'coalesce(sum(sales.revenue), 0)' },
      };
  }
}
