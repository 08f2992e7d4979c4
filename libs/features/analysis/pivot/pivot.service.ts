import { Injectable } from '@nestjs/common';
import { SqlParams, type AudienceSource, type CompiledPredicate } from '@features/segments';
import { AnalysisSession, type AnalysisMoment } from '../analysis-session.service';
import { AnalysisSources, type SourceInput } from '../analysis-sources.service';
import { DimensionsService, type Division } from '../dimensions/dimensions.service';
import type { CellRow } from '../dimensions/cross-table-sql';
import { readPeriod, type Period, type PeriodInput } from '../period';
import { narrowed, type JsonRule, type JsonTree } from '../source-tree';
import {
  PIVOT_MEASURES,
  placesOf,
  sideOf,
  toPivotFigures,
  type PivotFigures,
  type PivotMeasure,
  type TableLine,
  type TableSide,
} from './pivot';
import { PivotRepository, type PivotQuestion } from './pivot.repository';

export interface PivotInput extends SourceInput, PeriodInput {
  rows: Division;
  columns?: Division;
  /** Default: all. */
  measures?: PivotMeasure[];
}

export interface PivotCell extends PivotFigures {
  /** Index of the row, from 0. */
  row: number;
  /** Index of the column, from 0; always 0 without columns. */
  column: number;
  /** Selects exactly the contacts of the cell. */
  tree: JsonTree;
}

export interface Pivot {
  rows: TableLine[];
  columns: TableLine[];
  /** Row by row; cells without contacts are left out. */
  cells: PivotCell[];
  /** Every contact once. */
  total: PivotFigures;
  period: Period;
  currency: string;
  minimum: number;
  tookMs: number;
}

/** Room that a caller's tree must leave for the rules of a cell. */
const ROOM: JsonRule[] = Array.from({ length: 110 }, () => ({ field: 'email', op: 'isSet' }));

const ONE_COLUMN: TableSide = {
  lines: [{ kind: 'value', key: '', label: 'all', rules: [] }],
  position: new Map([[0, 0]]),
};

/** Divides contacts by one or two fields; every cell can be made a segment. */
@Injectable()
export class PivotService {
  constructor(
    private readonly session: AnalysisSession,
    private readonly sources: AnalysisSources,
    private readonly dimensions: DimensionsService,
    private readonly pivots: PivotRepository,
  ) {}

  /** Throws what `DimensionsService.divide` and `AnalysisSources` throw, and `analysis.timeout`. */
  async divide(workspaceId: string, input: PivotInput, now = new Date()): Promise<Pivot> {
    const startedAt = performance.now();
    const moment = await this.session.begin(workspaceId, now);
    const source = isEverybody(input) ? null : this.sources.read(input);
    const people = await this.people(workspaceId, source, now);
    const { question, cells } = await this.session.read(workspaceId, async () => {
      const question = await this.question(workspaceId, { input, people, moment });
      return { question, cells: await this.pivots.cells(workspaceId, question) };
    });
    const [total, ...inside] = cells;
    const rows = sideOf(question.rows, placesOf(inside, 'row'));
    const columns = question.columns ? sideOf(question.columns, placesOf(inside, 'column')) : ONE_COLUMN;
    return {
      rows: rows.lines,
      columns: columns.lines,
      cells: inside
        .map((cell) => toCell(cell, { source, rows, columns, minimum: moment.minimum }))
        .sort((a, b) => a.row - b.row || a.column - b.column),
      total: toPivotFigures(total ?? emptyTotal, moment.minimum),
      period: question.period,
      currency: moment.currency,
      minimum: moment.minimum,
      tookMs: Math.round(performance.now() - startedAt),
    };
  }

  private async people(
    workspaceId: string,
    source: AudienceSource | null,
    now: Date,
  ): Promise<CompiledPredicate> {
    if (!source) return { sql: 'true', params: [] };
    const people = await this.sources.filter(workspaceId, source, { firstParam: 2, now });
    await this.sources.checkRoom(workspaceId, narrowed(source, ROOM), '/tree');
    return people;
  }

  private async question(
    workspaceId: string,
    { input, people, moment }: { input: PivotInput; people: CompiledPredicate; moment: AnalysisMoment },
  ): Promise<PivotQuestion> {
    const params = new SqlParams(people.params.length + 2);
    const context = { workspaceId, clock: { now: moment.now, zone: moment.zone }, params };
    const period = readPeriod(input, moment);
    const rows = await this.dimensions.divide(input.rows, context, { pointer: '/rows', people });
    const columns =
      input.columns &&
      (await this.dimensions.divide(input.columns, context, { pointer: '/columns', people }));
    const measures = [...new Set(input.measures ?? PIVOT_MEASURES)];
    return { rows, columns: columns ?? null, people, period, measures, params };
  }
}

const emptyTotal: CellRow = {
  row: null,
  rowKey: null,
  rowLabel: null,
  column: null,
  columnKey: null,
  columnLabel: null,
  contacts: 0,
};

function isEverybody({ segmentId, tree }: SourceInput): boolean {
  return segmentId === undefined && tree === undefined;
}

function toCell(
  cell: CellRow,
  context: { source: AudienceSource | null; rows: TableSide; columns: TableSide; minimum: number },
): PivotCell {
  const row = context.rows.position.get(cell.row ?? 0) ?? 0;
  const column = context.columns.position.get(cell.column ?? 0) ?? 0;
  const rules = [...(context.rows.lines[row]?.rules ?? []), ...(context.columns.lines[column]?.rules ?? [])];
  return { row, column, ...toPivotFigures(cell, context.minimum), tree: narrowed(context.source, rules) };
}
