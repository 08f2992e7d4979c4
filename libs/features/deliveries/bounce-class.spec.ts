import { bounceClass } from './bounce-class';

describe('bounceClass', () => {
  it.each([
    [550, '5.1.1', 'hard'],
    [550, '5.1.10', 'hard'],
    [550, '5.2.1', 'hard'],
    [552, '5.2.2', 'soft'],
    [550, '5.7.1', 'block'],
    [550, '5.7.515', 'block'],
    [552, '5.3.4', 'soft'],
    [550, undefined, 'hard'],
    [554, undefined, 'soft'],
  ] as const)('takes %s %s at the recipient as %s', (code, enhanced, expected) => {
    expect(bounceClass({ code, stage: 'recipient', ...(enhanced ? { enhanced } : {}) })).toBe(expected);
  });

  it('does not blame the mailbox for a message refused after DATA', () => {
    expect(bounceClass({ code: 550, stage: 'data' })).toBe('soft');
  });
});
