import { shareOf } from '@features/reports';
import { NONE, OTHER, type CellRow } from '../dimensions/cross-table-sql';
import type { Dimension, Place } from '../dimensions/dimension';
import type { JsonRule } from '../source-tree';

/** What may be asked about the contacts of a cell besides how many they are. */
export const PIVOT_MEASURES = ['mailable', 'engagement', 'revenue'] as const;
export type PivotMeasure = (typeof PIVOT_MEASURES)[number];

/** Null where the measure was not asked for; rates and values per contact also where their base is zero. */
export interface PivotFigures {
  contacts: number;
  mailable: number | null;
  /** Human clickers ÷ delivered, over the campaign mails of the period. */
  clickRate: number | null;
  /** Mean of those who have a score. */
  engagementScore: number | null;
  buyers: number | null;
  revenue: number | null;
  revenuePerContact: number | null;
  /** Fewer contacts than the workspace's minimum. */
  tooSmall: boolean;
}

/** Sums as the statement answers them. */
type PivotSums = CellRow & {
  contacts: number | null;
  mailable?: number;
  delivered?: number;
  clicked?: number;
  score?: number;
  scored?: number;
  buyers?: number;
  revenue?: number;
};

export function toPivotFigures(sums: CellRow, minimum: number): PivotFigures {
  const { mailable, delivered, clicked, score, scored, buyers, revenue, ...rest } = sums as PivotSums;
  const contacts = rest.contacts ?? 0;
  return {
    contacts,
    mailable: mailable ?? null,
    clickRate: shareOf(clicked ?? 0, delivered ?? 0),
    engagementScore: shareOf(score ?? 0, scored ?? 0),
    buyers: buyers ?? null,
    revenue: revenue ?? null,
    revenuePerContact: revenue === undefined ? null : shareOf(revenue, contacts),
    tooSmall: contacts < minimum,
  };
}

/** One line of a table: a row, or a column. */
export interface TableLine {
  kind: 'value' | 'other' | 'none';
  /** The value as compared (`lisboa`), the bucket's number, the month; '' for the other kinds. */
  key: string;
  label: string;
  /** Rules that select the contacts of this line. */
  rules: JsonRule[];
}

/** Lines in the order in which they are shown, and where each place of the statement stands in them. */
export interface TableSide {
  lines: TableLine[];
  position: ReadonlyMap<number, number>;
}

/** Shown values first (numbers and times in their order, others by size), then "other", then "no value". */
export function sideOf(dimension: Dimension, places: ReadonlyMap<number, Place>): TableSide {
  const { inOrder } = dimension;
  const shown = [...places].filter(([place]) => place !== NONE && place !== OTHER);
  shown.sort(([a, x], [b, y]) => (inOrder ? inOrder(x.key, y.key) : a - b));
  const listed = shown.map(([, place]) => place);
  const lines: [number, TableLine][] = shown.map(([at, place]) => [
    at,
    { kind: 'value', key: place.key, label: dimension.labelOf(place), rules: dimension.rulesOf(place) },
  ]);
  if (places.has(OTHER)) {
    const rules = dimension.rulesOfOthers(listed);
    lines.push([OTHER, { kind: 'other', key: '', label: 'other', rules }]);
  }
  if (places.has(NONE)) {
    const rules = dimension.rulesOfNone ?? [];
    lines.push([NONE, { kind: 'none', key: '', label: 'no value', rules }]);
  }
  return {
    lines: lines.map(([, line]) => line),
    position: new Map(lines.map(([at], index) => [at, index])),
  };
}

/** Every place that occurs on one side of the cells. */
export function placesOf(cells: readonly CellRow[], side: 'row' | 'column'): Map<number, Place> {
  const places = new Map<number, Place>();
  for (const cell of cells) {
    const at = cell[side];
    const [key, label] = side === 'row' ? [cell.rowKey, cell.rowLabel] : [cell.columnKey, cell.columnLabel];
    if (at !== null) places.set(at, { key: key ?? '', label: label ?? '' });
  }
  return places;
}
