import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { toLine } from './contact-csv';

const cell = (text: string): string => toLine([text], { raw: false }).slice(0, -2);

describe('contact CSV', () => {
  it.each(['=1+1', '+cmd', '-2+3+cmd|x', '@SUM(A1)', '\t=1', '\r=1', '\u0000=1', '＝1+1', '＠x'])(
    'takes the danger out of %j',
    (formula) => {
      expect(cell(formula).replace(/^"/, '').startsWith("'")).toBe(true);
    },
  );

  it.each(['-12.5', '+351912345678', 'ana@example.com', '', 'a=b'])('leaves %j as it is', (text) => {
    expect(cell(text)).toBe(text);
  });

  it('leaves formulas alone in raw mode', () => {
    expect(toLine(['=1+1'], { raw: true })).toBe('=1+1\r\n');
  });

  it('is read back unchanged by a CSV parser', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 5 }), (cells) => {
        expect(parse(toLine(cells, { raw: true }), { relax_column_count: true })).toEqual([cells]);
      }),
    );
  });
});
