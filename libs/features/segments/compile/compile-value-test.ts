import type { CompileContext } from './compile-context';
import { compileAgeTest } from './age-test';
import { compileJsonTest, isAnyOf, jsonTextSql, looksLikeJson, ofScalars } from './json-test';
import { fold } from '../tree/fold';
import { reachOf, settled, settledSql } from '../tree/great-circle';
import { isComputed, type FieldStorage } from '../tree/field-catalogue';
import { anniversarySpan, dayBounds, resolveTime, type Bounds, type YearlySpan } from '../tree/resolve-time';
import type { ValueTest } from '../tree/rule-tree';
import {
  booleanSql,
  COMPUTED_ROW,
  daySql,
  instantSql,
  isSetSql,
  jsonPlace,
  listSql,
  monthDaySql,
  numberSql,
  textSql,
  type ValueSource,
} from './value-sql';

const COMPARE = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/** A positive predicate about one value; null or false where there is no value. */
export function compileValueTest(test: ValueTest, source: ValueSource, ctx: CompileContext): string {
  return cheapTest(test, source, ctx) ?? testByValue(test, source, ctx);
}

/** Forms that need not work out the value. */
function cheapTest(test: ValueTest, source: ValueSource, ctx: CompileContext): string | null {
  const place = jsonPlace(source);
  if (place) return compileJsonTest(test, place, ctx);
  return source.kind === 'field' && source.storage.kind === 'age'
    ? compileAgeTest(test, `${source.contact}.birth_date`, ctx)
    : null;
}

function testByValue(test: ValueTest, source: ValueSource, ctx: CompileContext): string {
  switch (test.kind) {
    case 'set':
      return isSetSql(source, ctx);
    case 'text':
      return compileText(test, source, ctx);
    case 'number':
      return `${numberSql(source, ctx)} ${COMPARE[test.how]} ${ctx.params.bind(test.value, 'numeric')}`;
    case 'between': {
      const [from, to] = [ctx.params.bind(test.from, 'numeric'), ctx.params.bind(test.to, 'numeric')];
      return `${numberSql(source, ctx)} BETWEEN ${from} AND ${to}`;
    }
    case 'percentile':
      return compilePercentile(test, source, ctx);
    case 'boolean':
      return booleanSql(source, test.value, ctx);
    case 'choice':
      return isAnyOf(textSql(source, ctx), test.values, ctx);
    case 'list':
      return `${listSql(source, ctx)} ${test.how === 'all' ? '?&' : '?|'} ${ctx.params.bind(test.values, 'text[]')}`;
    case 'time':
      return compileTime(resolveTime(test.spec, ctx.clock), source, ctx);
    case 'anniversary':
      return compileAnniversary(test, source, ctx);
    case 'near':
      return compileNear(test, source, ctx);
  }
}

function compileText(test: ValueTest & { kind: 'text' }, source: ValueSource, ctx: CompileContext): string {
  if (test.how === 'is' && isCountry(source)) return compileCountry(test.values, source, ctx);
  const place = jsonPlace(source);
  const wanted = test.values.map(fold);
  const matches = compareFolded(
    `fold(${place ? jsonTextSql(place, ctx) : textSql(source, ctx)})`,
    { ...test, values: wanted },
    ctx,
  );
  const isAtStart = test.how === 'is' || test.how === 'startsWith';
  return place && (!isAtStart || wanted.some(looksLikeJson)) ? ofScalars(matches, place, ctx) : matches;
}

function compareFolded(text: string, test: ValueTest & { kind: 'text' }, ctx: CompileContext): string {
  if (test.how === 'is') return isAnyOf(text, test.values, ctx);
  const wanted = ctx.params.bind(test.values[0] ?? '', 'text');
  switch (test.how) {
    case 'contains':
      return `position(${wanted} IN ${text}) > 0`;
    case 'startsWith':
      return `starts_with(${text}, ${wanted})`;
    case 'endsWith':
      return `right(${text}, length(${wanted})) = ${wanted}`;
  }
}

/** Countries are two capital letters by constraint, so they are compared as they are, without folding every row. */
function compileCountry(values: readonly string[], source: ValueSource, ctx: CompileContext): string {
  const codes = values.map(fold).filter((value) => /^[a-z]{2}$/.test(value));
  const wanted = codes.map((code) => code.toUpperCase());
  return wanted.length === 0 ? 'false' : isAnyOf(textSql(source, ctx), wanted, ctx);
}

function isCountry(source: ValueSource): boolean {
  return source.kind === 'field' && source.storage.kind === 'contact' && source.storage.column === 'country';
}

/**
 * The threshold is found once per statement, over the workspace's contacts that have a value; everybody at it is in.
 * The subtracted hair keeps 7 % of 100 contacts at 7, which floating point would make 8.
 */
function compilePercentile(
  test: ValueTest & { kind: 'percentile' },
  source: ValueSource,
  ctx: CompileContext,
): string {
  return `${numberSql(source, ctx)} ${test.side === 'top' ? '>=' : '<='} ${percentileEdgeSql(test, source, ctx)}`;
}

/** The value at the edge of the top or bottom share; null when nobody has a value. */
export function percentileEdgeSql(
  test: ValueTest & { kind: 'percentile' },
  source: ValueSource,
  ctx: CompileContext,
): string {
  if (source.kind !== 'field') throw new Error('percentiles are taken over contacts');
  const everybody: ValueSource = { ...source, contact: 'peer', company: 'peer_company' };
  const { value, isNumber } = peerNumber(everybody, ctx);
  const share = ctx.params.bind(Math.max(0, test.percent / 100 - 1e-12), 'double precision');
  const order = test.side === 'top' ? 'DESC' : 'ASC';
  return `(
    SELECT percentile_disc(${share}) WITHIN GROUP (ORDER BY ${value} ${order})
    FROM ${peersSql(source.storage, ctx)} AND ${isNumber})`;
}

/** Only what is a number gets as far as being sorted, so that its type is asked once. */
function peerNumber(peer: ValueSource, ctx: CompileContext): { value: string; isNumber: string } {
  const place = jsonPlace(peer);
  if (!place) {
    const value = numberSql(peer, ctx);
    return { value, isNumber: `${value} IS NOT NULL` };
  }
  const json = `(${place.column} -> ${ctx.params.bind(place.key, 'text')})`;
  return { value: `${json}::numeric`, isNumber: `jsonb_typeof(${json}) = 'number'` };
}

/** Everybody in the workspace who may have a value, as the rest of a FROM. Its aliases hide those of the statement around. */
function peersSql(storage: FieldStorage, ctx: CompileContext): string {
  const workspace = ctx.params.bind(ctx.workspaceId, 'uuid');
  if (isComputed(storage))
    return `computed_values ${COMPUTED_ROW} WHERE ${COMPUTED_ROW}.workspace_id = ${workspace}`;
  const company =
    storage.kind === 'company'
      ? 'JOIN companies peer_company ON peer_company.id = peer.company_id AND peer_company.workspace_id = peer.workspace_id'
      : '';
  return `contacts peer ${company} WHERE peer.workspace_id = ${workspace}`;
}

function compileTime(bounds: Bounds, source: ValueSource, ctx: CompileContext): string {
  return source.kind === 'field' && source.type === 'date'
    ? compileDays(bounds, source, ctx)
    : compileInstants(bounds, instantSql(source, ctx), ctx);
}

function compileDays(bounds: Bounds, source: ValueSource, ctx: CompileContext): string {
  const { from, to } = dayBounds(bounds, ctx.clock.zone);
  const { sql, type, guard } = daySql(source, ctx);
  const ends = [
    from === null ? undefined : `${sql} >= ${ctx.params.bind(from, type)}`,
    to === null ? undefined : `${sql} <= ${ctx.params.bind(to, type)}`,
    guard,
  ];
  return allOf(ends);
}

/** The window of an event, or of any other instant. */
export function compileInstants(bounds: Bounds, instant: string, ctx: CompileContext): string {
  const { from, to } = bounds;
  return allOf([
    from ? `${instant} ${from.inclusive ? '>=' : '>'} ${ctx.params.instant(from.at)}` : undefined,
    to ? `${instant} ${to.inclusive ? '<=' : '<'} ${ctx.params.instant(to.at)}` : undefined,
  ]);
}

function allOf(parts: (string | undefined)[]): string {
  return `(${parts.filter((part) => part !== undefined).join(' AND ')})`;
}

function compileAnniversary(
  test: ValueTest & { kind: 'anniversary' },
  source: ValueSource,
  ctx: CompileContext,
): string {
  const span = anniversarySpan(test.n, test.unit, ctx.clock);
  if (source.kind === 'field' && source.type === 'date' && !jsonPlace(source)) {
    return compileBirthday(span, daySql(source, ctx).sql, ctx);
  }
  const monthDay = monthDaySql(source, source.kind === 'field' && source.type === 'date', ctx);
  const parts = span.ranges.map(
    ({ from, to }) =>
      `${monthDay} COLLATE "C" BETWEEN ${ctx.params.bind(from, 'text')} AND ${ctx.params.bind(to, 'text')}`,
  );
  if (span.includesLeapDay) parts.push(`${monthDay} = '02-29'`);
  return `(${parts.join(' OR ')})`;
}

/** Of a date, month and day make a number faster than a text: 331 is 31 March. */
function compileBirthday(span: YearlySpan, date: string, ctx: CompileContext): string {
  const number = (monthDay: string): string => ctx.params.bind(Number(monthDay.replace('-', '')), 'integer');
  const monthDay = `date_part('month', ${date}) * 100 + date_part('day', ${date})`;
  const parts = span.ranges.map(({ from, to }) => `${monthDay} BETWEEN ${number(from)} AND ${number(to)}`);
  if (span.includesLeapDay) parts.push(`${monthDay} = ${number('02-29')}`);
  return `(${parts.join(' OR ')})`;
}

/** Haversines are compared, and only of places whose latitude is near enough: most contacts need no trigonometry. */
function compileNear(test: ValueTest & { kind: 'near' }, source: ValueSource, ctx: CompileContext): string {
  if (source.kind !== 'field') throw new Error('a distance is asked of a contact');
  const degrees = (value: number): string => ctx.params.bind(value, 'double precision');
  const [latitude, longitude] = [`${source.contact}.latitude`, `${source.contact}.longitude`];
  const [lat, lon] = [settledSql(latitude), settledSql(longitude)];
  const reach = reachOf(test.km);
  const [toLat, toLon] = [degrees(settled(test.lat)), degrees(settled(test.lon))];
  const haversine = `power(sin(radians(${lat} - ${toLat}) / 2), 2)
    + cos(radians(${toLat})) * cos(radians(${lat})) * power(sin(radians(${lon} - ${toLon}) / 2), 2)`;
  return `(${latitude} BETWEEN ${degrees(test.lat - reach.degrees)} AND ${degrees(test.lat + reach.degrees)}
    AND ${haversine} <= ${degrees(reach.haversine)})`;
}
