import { createHash } from 'node:crypto';
import { RepeatFilter } from './repeat-filter';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function filterOf(texts: Iterable<string>): RepeatFilter {
  const filter = new RepeatFilter();
  for (const text of texts) filter.add(hashOf(text));
  return filter;
}

const people = (count: number): string[] => Array.from({ length: count }, (_, i) => `p${i}@example.com`);

describe('the filter for repeated addresses', () => {
  it('is sure that different addresses do not repeat, also after it grew', () => {
    expect(filterOf(people(150_000)).mayRepeat).toBe(false);
  });

  it.each([0, 49_000, 149_999])('notices that address %i comes again', (repeated) => {
    expect(filterOf([...people(150_000), `p${repeated}@example.com`]).mayRepeat).toBe(true);
  });

  it('takes a hash of zeros for an address like any other', () => {
    const filter = new RepeatFilter();
    filter.add('0'.repeat(64));
    expect(filter.mayRepeat).toBe(false);
    filter.add('0'.repeat(64));
    expect(filter.mayRepeat).toBe(true);
  });
});
