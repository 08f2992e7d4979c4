import fc from 'fast-check';
import { blankComments } from './blank-comments';

/** What the scanner stands for, simple and slow. */
const COMMENT = /<!--(?!\[if|<!\[)[\s\S]*?-->|\{\{~?!--[\s\S]*?--~?\}\}|\{\{~?![\s\S]*?\}\}/g;
const simple = (text: string) => text.replace(COMMENT, (comment) => comment.replace(/[^\n]/g, ''));

describe('blankComments', () => {
  it('takes comments out, keeps line breaks, conditional comments and what is not closed', () => {
    expect(blankComments('a<!-- x\ny -->b{{! c }}d{{!-- {{e}} --}}f<!--[if mso]>g<![endif]-->h<!-- i')).toBe(
      'a\nbdf<!--[if mso]>g<![endif]-->h<!-- i',
    );
  });

  it('finds the same comments as the expression that defines them', () => {
    const piece = fc.constantFrom(
      '<!--',
      '-->',
      '{{!',
      '{{!--',
      '{{~!',
      '--}}',
      '--~}}',
      '}}',
      '[if',
      '\n',
      'x',
      '-',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        expect(blankComments(pieces.join(''))).toBe(simple(pieces.join('')));
      }),
      { numRuns: 3000 },
    );
  });

  it('is not slowed down by comments that never end', () => {
    const startedAt = performance.now();
    for (const opening of ['<!--', '{{!--', '{{!', '<!-- -- > {{!-- --} }'])
      blankComments(opening.repeat(100_000));
    expect(performance.now() - startedAt).toBeLessThan(1500);
  });
});
