import { savedPartial } from '../blocks/to-mjml';
import { namedPartials, savedOctets } from './named-partials';

const FIRST = '0192f0c1-2b3c-7d4e-8f90-a1b2c3d4e5f6';
const SECOND = '0192f0c1-2b3c-7d4e-8f90-a1b2c3d4e5f7';
const named = (id: string) => `{{> ${savedPartial(id)}}}`;

describe('saved blocks that an email names', () => {
  it('are told for each place', () => {
    expect(namedPartials(`${named(FIRST)}<mj-raw/>${named(SECOND)}${named(FIRST)}`)).toEqual([
      FIRST,
      SECOND,
      FIRST,
    ]);
  });

  it('count in octets, as often as they stand in the email', () => {
    const partials = { [savedPartial(FIRST)]: 'é'.repeat(10), [savedPartial(SECOND)]: 'x' };
    expect(savedOctets([FIRST, SECOND, FIRST], partials)).toBe(41);
  });

  it('count as nothing where they are gone', () => {
    expect(savedOctets([FIRST], {})).toBe(0);
  });
});
