import type { CompileContext } from './compile-context';
import type { ValueTest } from '../tree/rule-tree';

/** A value in jsonb: a column that we name, and a key that is always bound. */
export interface JsonPlace {
  column: string;
  key: string;
}

const PATH_OPERATORS = { eq: '==', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/**
 * Questions about values in jsonb in the forms that cost least; null for those that have none better than by value. Taking a
 * value out of jsonb is most of the price of a rule, so it is done once per contact: a number is compared by a JSON path, which
 * sees its type by itself, and where a wrong type could match, the type is asked last, of those who match.
 */
export function compileJsonTest(test: ValueTest, place: JsonPlace, ctx: CompileContext): string | null {
  switch (test.kind) {
    case 'number':
      return holdsAtPath(place, [`${PATH_OPERATORS[test.how]} ${test.value}`], ctx);
    case 'between':
      return holdsAtPath(place, [`>= ${test.from}`, `<= ${test.to}`], ctx);
    case 'choice': {
      const matches = isAnyOf(jsonTextSql(place, ctx), test.values, ctx);
      return test.values.some(looksLikeJson) ? ofScalars(matches, place, ctx) : matches;
    }
    case 'list': {
      const value = `(${place.column} -> ${ctx.params.bind(place.key, 'text')})`;
      const wanted = ctx.params.bind(test.values, 'text[]');
      return `(${value} ${test.how === 'all' ? '?&' : '?|'} ${wanted} AND jsonb_typeof(${value}) = 'array')`;
    }
    default:
      return null;
  }
}

/** The value as text, whatever it is; a list or an object as JSON, which `ofScalars` refuses. */
export function jsonTextSql({ column, key }: JsonPlace, ctx: CompileContext): string {
  return `(${column} ->> ${ctx.params.bind(key, 'text')})`;
}

/**
 * The predicate, of what is neither a list nor an object. CASE keeps the order: asked of everybody, the type would cost as much
 * again.
 */
export function ofScalars(predicate: string, { column, key }: JsonPlace, ctx: CompileContext): string {
  const type = `jsonb_typeof(${column} -> ${ctx.params.bind(key, 'text')})`;
  return `CASE WHEN ${predicate} THEN ${type} IN ('string', 'number', 'boolean') ELSE false END`;
}

/** Whether a text could be, or begin, the JSON of a list or an object. */
export function looksLikeJson(text: string): boolean {
  return text.startsWith('[') || text.startsWith('{');
}

/** One of one is asked as equality, which estimates better. */
export function isAnyOf(text: string, values: readonly string[], ctx: CompileContext): string {
  const [first = ''] = values;
  return values.length === 1
    ? `${text} = ${ctx.params.bind(first, 'text')}`
    : `${text} = ANY(${ctx.params.bind(values, 'text[]')})`;
}

/** Strict: a list is not looked into. A missing key is no match, and no error, because `@@` swallows it. */
function holdsAtPath(
  { column, key }: JsonPlace,
  comparisons: readonly string[],
  ctx: CompileContext,
): string {
  const value = `$.${JSON.stringify(key)}`;
  const path = comparisons.map((comparison) => `${value} ${comparison}`).join(' && ');
  return `${column} @@ ${ctx.params.bind(`strict ${path}`, 'jsonpath')}`;
}
