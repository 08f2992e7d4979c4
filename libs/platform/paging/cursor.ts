import { invalidField, type DomainError } from '@platform/errors';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a list service takes. `limit` is already validated (1–200, API default 50). */
export interface PageRequest {
  limit: number;
  cursor?: string;
}

/** One page of a list. `nextCursor` is null on the last page; cursors are opaque and only valid for the same query. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

type CursorValue = string | number | null;

/** Turns the sort values of a page's last row into an opaque cursor. */
function encodeCursor(values: CursorValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The sort values in a cursor of `length` values; `invalid` when a caller made one up. */
export function decodeCursor(cursor: string, length: number): CursorValue[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === length && values.every(isCursorValue)) return values;
  } catch {
    // falls through to the same clear error
  }
  throw invalidCursor();
}

/** The id in the cursor of a list that is ordered by a uuid; null for the first page, `invalid` for anything else. */
export function idCursor({ cursor }: Pick<PageRequest, 'cursor'>): string | null {
  if (cursor === undefined) return null;
  const [id] = decodeCursor(cursor, 1);
  // PostgreSQL would refuse the cursor of another list with an error that looks like ours.
  if (typeof id === 'string' && UUID.test(id)) return id;
  throw invalidCursor();
}

/** Time in microseconds and id in the cursor of a list ordered by both; null for the first page. */
export function timeCursor({ cursor }: Pick<PageRequest, 'cursor'>): { micros: number; id: string } | null {
  if (cursor === undefined) return null;
  const [micros, id] = decodeCursor(cursor, 2);
  if (Number.isSafeInteger(micros) && typeof id === 'string' && UUID.test(id))
    return { micros: Number(micros), id };
  throw invalidCursor();
}

/** For cursors that are well-formed and hold something else than the list puts in. */
export function invalidCursor(): DomainError {
  return invalidField(
    '/cursor',
    'cursor.invalid',
    'cursor is not one that this list returned; start again without it.',
  );
}

function isCursorValue(value: unknown): value is CursorValue {
  return value === null || typeof value === 'string' || typeof value === 'number';
}

/**
 * Cuts a result of up to `limit + 1` rows into a page: ask the database for one row more than the page holds, so
 * that the last page is known without a second query.
 */
export function toPage<Row, Item>(
  rows: Row[],
  limit: number,
  map: { item: (row: Row) => Item; cursor: (row: Row) => CursorValue[] },
): Page<Item> {
  const visible = rows.slice(0, limit);
  const last = visible.at(-1);
  return {
    items: visible.map(map.item),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(map.cursor(last)) : null,
  };
}
