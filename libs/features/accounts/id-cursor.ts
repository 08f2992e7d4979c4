import { invalidField } from '@platform/errors';
import { decodeCursor, type PageRequest } from '@platform/paging';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id in the cursor of a list that is ordered by id, or null for the first page. */
export function idCursor(page: PageRequest): string | null {
  if (page.cursor === undefined) return null;
  const [id] = decodeCursor(page.cursor, 1);
  if (typeof id === 'string' && UUID.test(id)) return id;
  throw invalidField(
    '/cursor',
    'cursor.invalid',
    'cursor is not one that this list returned; start again without it.',
  );
}
