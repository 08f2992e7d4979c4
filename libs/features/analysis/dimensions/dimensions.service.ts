import { Injectable } from '@nestjs/common';
import { RuleTreeLoader, type CompiledPredicate, type SegmentField } from '@features/segments';
import { invalidDivision, notDivisible, unknownField } from '../analysis.errors';
import { AGE_EDGES, calendarDimension, numberDimension, type Span } from './bucket-dimensions';
import type { Dimension, DimensionContext } from './dimension';
import { bucketsOf } from './number-buckets';
import { NumberSpreadRepository } from './number-spread.repository';
import {
  booleanDimension,
  choiceDimension,
  listDimension,
  tagDimension,
  textDimension,
} from './value-dimensions';

/** By what to divide contacts. */
export interface Division {
  /** A field of the catalogue (`country`, `attributes.plan`, `computed.rfmGroup`, …), or `tags`. */
  field: string;
  /** For dates and times. Default: years of dates, months of times. */
  by?: Span;
  /** For numbers: 1–20 ascending bounds of the buckets. Default: see `bucketsOf`; for the age its usual bands. */
  edges?: number[];
}

const MAX_EDGES = 20;

/** In this order; then every choice, multi-choice and yes/no of the workspace's own and computed fields. */
const TRAITS = ['country', 'region', 'city', 'locale', 'source', 'company.industry'];
const MAX_TRAITS = 60;

/** Makes dimensions of fields. */
@Injectable()
export class DimensionsService {
  constructor(
    private readonly loader: RuleTreeLoader,
    private readonly spreads: NumberSpreadRepository,
  ) {}

  /**
   * One dimension. Reads how numbers spread among `people` (placeholders from `$2`). Throws `analysis.unknown-field`,
   * `analysis.not-divisible`, `analysis.invalid-division`, at `pointer`.
   */
  async divide(
    division: Division,
    context: DimensionContext,
    { pointer, people }: { pointer: string; people: CompiledPredicate },
  ): Promise<Dimension> {
    const { field: path, by, edges } = division;
    if (path === 'tags') return tagDimension(context);
    const catalogue = await this.loader.catalogue(context.workspaceId);
    const field = catalogue.find(path);
    if (!field) throw unknownField(`${pointer}/field`, path);
    if (field.type === 'number') return this.byNumber(field, context, { pointer, people, edges });
    if (field.type === 'date') return calendarDimension(field, context, by ?? 'year');
    if (field.type === 'date-time') return calendarDimension(field, context, by ?? 'month');
    const dimension = byItself(field, context);
    if (!dimension) throw notDivisible(`${pointer}/field`, path);
    return dimension;
  }

  /** What contacts may have in common: at most sixty dimensions, with the tags and the usual bands of age. */
  async traits(context: DimensionContext): Promise<Dimension[]> {
    const fields = (await this.loader.catalogue(context.workspaceId)).list();
    const named = TRAITS.flatMap((path) => fields.filter((field) => field.path === path));
    const own = fields.filter(
      ({ type, storage }) =>
        (type === 'choice' || type === 'multi-choice' || type === 'boolean') && storage.kind !== 'contact',
    );
    const age = fields.filter(({ path }) => path === 'age');
    return [
      ...named.map((field) => textDimension(field, context)),
      tagDimension(context),
      ...age.map((field) => numberDimension(field, context, { how: 'edges', edges: AGE_EDGES })),
      ...own.flatMap((field) => byItself(field, context) ?? []),
    ].slice(0, MAX_TRAITS);
  }

  private async byNumber(
    field: SegmentField,
    context: DimensionContext,
    { pointer, people, edges }: { pointer: string; people: CompiledPredicate; edges: number[] | undefined },
  ): Promise<Dimension> {
    if (edges) {
      return numberDimension(field, context, { how: 'edges', edges: checked(edges, `${pointer}/edges`) });
    }
    if (field.storage.kind === 'age') {
      return numberDimension(field, context, { how: 'edges', edges: AGE_EDGES });
    }
    const { workspaceId, clock } = context;
    const spread = await this.spreads.find(workspaceId, field, { people, clock });
    return numberDimension(field, context, bucketsOf(spread));
  }
}

/** Fields whose values are places as they are. */
function byItself(field: SegmentField, context: DimensionContext): Dimension | null {
  switch (field.type) {
    case 'text':
      return textDimension(field, context);
    case 'choice':
      return choiceDimension(field, context);
    case 'multi-choice':
      return listDimension(field, context);
    case 'boolean':
      return booleanDimension(field, context);
    default:
      return null;
  }
}

function checked(edges: readonly number[], pointer: string): readonly number[] {
  const isAscending = edges.every((edge, index) => index === 0 || edge > (edges[index - 1] ?? edge));
  const isUsable = edges.every((edge) => Number.isFinite(edge) && Math.abs(edge) <= 1e15);
  if (edges.length > 0 && edges.length <= MAX_EDGES && isAscending && isUsable) return edges;
  throw invalidDivision(pointer, `edges must be 1–${MAX_EDGES} ascending numbers.`);
}
