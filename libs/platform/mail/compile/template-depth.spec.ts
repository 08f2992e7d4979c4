import { tooDeepAt } from './template-depth';

const blocks = (depth: number) => '{{#if a}}\n'.repeat(depth) + 'x' + '{{else}}y{{/if}}'.repeat(depth);
const calls = (depth: number) => `{{upper ${'(upper '.repeat(depth)}a${')'.repeat(depth)}}}`;

describe('tooDeepAt', () => {
  it('lets through what people write: many blocks beside each other, some within each other, texts in parentheses', () => {
    for (const template of [
      blocks(40),
      blocks(5).repeat(200),
      calls(20),
      '((((('.repeat(50),
      '{{^}}'.repeat(90),
    ]) {
      expect(tooDeepAt(template)).toBeUndefined();
    }
  });

  it('names the line that is one level too deep', () => {
    expect(tooDeepAt(blocks(41))).toBe(41);
    expect(tooDeepAt(`one\ntwo ${calls(21)}`)).toBe(2);
    expect(tooDeepAt(calls(50_000))).toBe(1);
  });
});
