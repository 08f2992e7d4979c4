import type { CompileContext, References } from './compile-context';
import type { SqlParams } from './sql-params';
import {
  COMPUTED_ROW,
  daySql,
  instantSql,
  isSetSql,
  listSql,
  numberSql,
  textSql,
  type ValueSource,
} from './value-sql';
import type { FieldStorage, SegmentField } from '../tree/field-catalogue';
import type { Clock } from '../tree/resolve-time';

/**
 * How other features read a field of the contact `c`: exactly as rules do, so that a group of contacts with one value and
 * the rule about that value agree. Each form binds its own placeholders; ask only for those that the statement uses.
 */
export interface FieldValues {
  /** What the forms need besides `contacts c`. No join doubles a contact. */
  joins: readonly string[];
  /** A predicate, which may be null. */
  isSet(): string;
  text(): string;
  number(): string;
  /** A jsonb list; null where the value is none. */
  list(): string;
  /** `date`, or text `YYYY-MM-DD`. */
  day(): string;
  instant(): string;
}

const COMPUTED_JOIN = `LEFT JOIN computed_values ${COMPUTED_ROW}
  ON ${COMPUTED_ROW}.workspace_id = c.workspace_id AND ${COMPUTED_ROW}.contact_id = c.id`;

const JOINS: Partial<Record<FieldStorage['kind'], string>> = {
  company: 'LEFT JOIN companies co ON co.workspace_id = c.workspace_id AND co.id = c.company_id',
  computed: COMPUTED_JOIN,
  'days-since': COMPUTED_JOIN,
};

const NO_REFERENCES: References = { tags: new Map(), topics: new Map(), segments: new Map() };

export function fieldValues(
  { storage, type }: SegmentField,
  { workspaceId, clock, params }: { workspaceId: string; clock: Clock; params: SqlParams },
): FieldValues {
  const ctx: CompileContext = { workspaceId, contact: 'c', clock, params, references: NO_REFERENCES };
  const source: ValueSource = { kind: 'field', storage, type, contact: 'c', company: 'co' };
  const join = JOINS[storage.kind];
  const otherwise = storage.kind === 'computed' ? storage.otherwise : null;
  return {
    joins: join === undefined ? [] : [join],
    isSet: () => (otherwise === null ? isSetSql(source, ctx) : 'true'),
    text: () =>
      otherwise === null
        ? textSql(source, ctx)
        : `coalesce(${textSql(source, ctx)}, ${params.bind(otherwise, 'text')})`,
    number: () => numberSql(source, ctx),
    list: () => listSql(source, ctx),
    day: () => daySql(source, ctx).sql,
    instant: () => instantSql(source, ctx),
  };
}
