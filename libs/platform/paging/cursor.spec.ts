import { decodeCursor, idCursor, toPage } from './cursor';

const ID = '01a205f7-00ce-79e3-bd84-1d645e0b67c2';
const rows = [{ id: ID }, { id: '01a205f7-00ce-79e3-bd84-1d645e0b67c3' }];
const byId = { item: (row: { id: string }) => row.id, cursor: (row: { id: string }) => [row.id] };
const made = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url');

describe('a page', () => {
  it('ends with a cursor that leads to the next one only when there is a row more', () => {
    const page = toPage(rows, 1, byId);
    expect(page.items).toEqual([ID]);
    expect(idCursor({ cursor: page.nextCursor ?? '' })).toBe(ID);
    expect(toPage(rows, 2, byId).nextCursor).toBeNull();
  });

  it('has no id before the first one', () => {
    expect(idCursor({})).toBeNull();
  });
});

describe('a cursor that this list did not return', () => {
  it.each(['', 'no cursor', made('text'), made([]), made([ID, ID]), made([{}])])(
    'is refused: %s',
    (cursor) => {
      expect(() => decodeCursor(cursor, 1)).toThrow(expect.objectContaining({ code: 'cursor.invalid' }));
    },
  );

  it.each([7, null, 'a word', `${ID}x`])('is refused where an id is due: %s', (value) => {
    expect(() => idCursor({ cursor: made([value]) })).toThrow(
      expect.objectContaining({ code: 'cursor.invalid', kind: 'invalid' }),
    );
  });
});
