import type { LeftOut } from '../campaign';
import { audienceChecks, mergeValuesCheck } from './audience-checks';

const people = (audience: number, leftOut: LeftOut = {}) =>
  audienceChecks({ audience, leftOut }, { minimum: 10 }).map(({ id, level, sentence }) => ({
    id,
    level,
    sentence,
  }));

describe('who would get it', () => {
  it('is counted, and who is left out by reason, the most first', () => {
    expect(people(1234, { unsubscribed: 5, suppressed: 40, pending: 0 })).toEqual([
      {
        id: 'audience',
        level: 'ok',
        sentence: expect.stringContaining('1,234 people would get it now.') as string,
      },
      {
        id: 'left-out',
        level: 'ok',
        sentence: '45 who match are left out: 40 addresses that must not be mailed, 5 unsubscribed.',
      },
    ]);
  });

  it('is worth a look when it is nobody, or fewer than the workspace wants', () => {
    expect(people(0)[0]).toMatchObject({ level: 'warn' });
    expect(people(9)[0]).toMatchObject({ level: 'warn' });
    expect(people(10)[0]).toMatchObject({ level: 'ok' });
  });

  it('warns of a list in which many are suppressed', () => {
    expect(people(900, { suppressed: 100 })[1]).toMatchObject({ level: 'ok' });
    expect(people(899, { suppressed: 101 })[1]).toMatchObject({ level: 'warn' });
  });
});

describe('missing values', () => {
  const counts = { audience: 200, sampled: 200, missing: { 'contact.firstName': 50, 'contact.city': 200 } };
  const field = (path: string, hasFallback: boolean) => ({ path, hasFallback });

  it('are told in percent, by field, where nothing takes their place', () => {
    const found = mergeValuesCheck([field('contact.firstName', false), field('contact.city', true)], counts);
    expect(found).toMatchObject({
      level: 'warn',
      sentence: expect.stringContaining('contact.firstName for 25 %.'),
    });
    expect(found.sentence).not.toContain('city');
    expect(found.figures['fields']).toEqual([
      { path: 'contact.firstName', hasFallback: false, percent: 25 },
      { path: 'contact.city', hasFallback: true, percent: 100 },
    ]);
  });

  it('do no harm with a fallback', () => {
    expect(mergeValuesCheck([field('contact.city', true)], counts)).toMatchObject({ level: 'ok' });
  });

  it('are no question for fields that are nobody’s', () => {
    expect(mergeValuesCheck([field('workspace.name', false)], counts).sentence).toContain('uses no values');
  });

  it('say when they were counted among a part of the people', () => {
    const sampled = { ...counts, audience: 1_000_000 };
    expect(mergeValuesCheck([field('contact.firstName', false)], sampled).sentence).toContain('among 200');
  });
});
