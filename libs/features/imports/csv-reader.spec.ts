import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { CsvReader, CsvStructureError, type CsvRecord } from './csv-reader';

const options = { delimiter: ',', maxColumns: 10, maxRecordLength: 1000 };

function read(text: string, pieceLength = text.length || 1): CsvRecord[] {
  const reader = new CsvReader(options);
  const records: CsvRecord[] = [];
  for (let start = 0; start < text.length; start += pieceLength)
    records.push(...reader.push(text.slice(start, start + pieceLength)));
  return [...records, ...reader.end()];
}

const cells = (text: string, pieceLength?: number): string[][] =>
  read(text, pieceLength).map((record) => record.cells);

describe('CsvReader', () => {
  it.each(['\n', '\r\n', '\r'])('reads lines that end with %j', (lineEnd) => {
    expect(cells(['a,b', '1,"x, ""y"""', '2,', ''].join(lineEnd))).toEqual([
      ['a', 'b'],
      ['1', 'x, "y"'],
      ['2', ''],
    ]);
  });

  it('counts lines across quoted line ends and blank lines', () => {
    expect(read('h\n"a\r\nb\nc"\n\nd').map((record) => record.line)).toEqual([1, 2, 6]);
  });

  it('reads what csv-stringify writes, however the text is cut, as csv-parse does', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r', ' ', "'") });
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        rows,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('\n', '\r\n'),
        (table, pieces, end) => {
          const text = stringify(table, { quoted: true, record_delimiter: end });
          expect(cells(text, pieces)).toEqual(parse(text, { relax_column_count: true }));
          expect(cells(text, pieces)).toEqual(table);
        },
      ),
    );
  });

  it('stops at too many columns and at a quote that swallows the file', () => {
    expect(() => read(`a\n${'x,'.repeat(10)}x`)).toThrow(
      new CsvStructureError(2, 'has more than 10 columns'),
    );
    expect(() => read(`a\n"${'x\n'.repeat(600)}`, 50)).toThrow(/^Line 2 starts a record longer than 1000/);
  });
});
