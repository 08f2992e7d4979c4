import type { SqlParams } from '@features/segments';
import type { Dimension } from './dimension';

/** Place of those without a value, and of those whose value is not shown; shown ones count from 1. */
export const NONE = -1;
export const OTHER = 0;

export interface CrossTable {
  /** `contacts c WHERE …`, with joins and all; each row is one contact, or one thing of a contact. */
  from: string;
  where: string;
  /** Sums over rows of `from` by name: only what may be added up again. */
  measures: Readonly<Record<string, string>>;
  rows: Dimension;
  columns: Dimension | null;
  params: SqlParams;
}

/** One row of the answer; `row` and `column` null: the total. Measures stand beside these. */
export interface CellRow extends Record<string, unknown> {
  row: number | null;
  rowKey: string | null;
  rowLabel: string | null;
  column: number | null;
  columnKey: string | null;
  columnLabel: string | null;
}

/**
 * One pass over `from`, grouped by raw values; what those mean (equal texts, single values of a list, the largest places) is
 * worked out over the groups, of which there are few, and not over the contacts.
 */
export function crossTableSql(table: CrossTable): string {
  const { rows, columns, measures, params } = table;
  const names = Object.keys(measures);
  const sums = names.map((name) => `coalesce(sum(g."${name}"), 0) AS "${name}"`).join(', ');
  return `
    WITH grouped AS MATERIALIZED (
      SELECT ${rows.raw} AS r, ${columns ? columns.raw : `''::text`} AS k,
        ${names.map((name) => `${measures[name]} AS "${name}"`).join(', ')}
      FROM ${table.from} ${[...new Set([...rows.joins, ...(columns?.joins ?? [])])].join(' ')}
      WHERE ${table.where} GROUP BY 1, 2
    ), ${placesSql('row', 'r', { dimension: rows, params })}
    ${columns ? `, ${placesSql('column', 'k', { dimension: columns, params })}` : ''}
    SELECT cell.*, rl.key AS "rowKey", rl.label AS "rowLabel", ${
      columns
        ? 'cl.key AS "columnKey", cl.label AS "columnLabel"'
        : 'NULL AS "columnKey", NULL AS "columnLabel"'
    }
    FROM (
      SELECT rp.place AS row, ${columns ? 'kp.place' : '0'} AS column, ${sums}
      FROM grouped g JOIN row_places rp ON rp.raw = g.r ${columns ? 'JOIN column_places kp ON kp.raw = g.k' : ''}
      GROUP BY 1, 2
      UNION ALL
      SELECT NULL, NULL, ${sums} FROM grouped g
    ) cell
    LEFT JOIN row_listed rl ON rl.place = cell.row ${columns ? 'LEFT JOIN column_listed cl ON cl.place = cell.column' : ''}
    ORDER BY cell.row NULLS FIRST, cell.column`;
}

/** The places of one side: `…_listed` are those shown, `…_places` says for every raw value where it belongs. */
function placesSql(
  side: 'row' | 'column',
  raw: 'r' | 'k',
  { dimension, params }: { dimension: Dimension; params: SqlParams },
): string {
  const known = dimension.known && params.bind(dimension.known, 'text[]');
  const none = dimension.rulesOfNone === null ? OTHER : NONE;
  return `
    ${side}_values AS MATERIALIZED (
      SELECT ${raw} AS raw, sum(contacts) AS contacts FROM grouped GROUP BY ${raw}
    ), ${side}_keys AS MATERIALIZED (
      SELECT v.raw, item.key, item.label, v.contacts
      FROM ${side}_values v CROSS JOIN LATERAL (${readingSql(dimension, 'v.raw')}) item
      WHERE v.raw <> '' AND btrim(item.key) <> '' AND length(item.label) <= 250
        ${known === null ? '' : `AND item.key = ANY(${known})`}
    ), ${side}_listed AS MATERIALIZED (
      SELECT key, label, (row_number() OVER (ORDER BY contacts DESC, key COLLATE "C"))::integer AS place
      FROM (
        SELECT key, sum(contacts) AS contacts,
          (array_agg(label ORDER BY contacts DESC, label COLLATE "C"))[1] AS label
        FROM ${side}_keys GROUP BY key
      ) one_per_key
      ORDER BY contacts DESC, key COLLATE "C" LIMIT ${dimension.limit}
    ), ${side}_shown AS MATERIALIZED (
      SELECT DISTINCT k.raw, l.place FROM ${side}_keys k JOIN ${side}_listed l ON l.key = k.key
    ), ${side}_places AS MATERIALIZED (
      SELECT raw, place FROM ${side}_shown
      UNION ALL
      SELECT v.raw, CASE WHEN v.raw = '' THEN ${none} ELSE ${OTHER} END
      FROM ${side}_values v LEFT JOIN ${side}_shown s ON s.raw = v.raw WHERE s.raw IS NULL
    )`;
}

/** The keys and labels in one raw value. */
export function readingSql({ reading }: Pick<Dimension, 'reading'>, raw: string): string {
  switch (reading) {
    case 'folded':
      return `SELECT fold(${raw}) AS key, ${raw} AS label`;
    case 'exact':
      return `SELECT ${raw} AS key, ${raw} AS label`;
    case 'list':
      return `SELECT DISTINCT value AS key, value AS label
        FROM jsonb_array_elements_text(CASE WHEN ${raw} IS JSON ARRAY THEN ${raw}::jsonb ELSE '[]'::jsonb END) AS value`;
  }
}
