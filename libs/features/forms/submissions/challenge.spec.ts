import { createHash } from 'node:crypto';
import { TokenSigner } from '@platform/tokens';
import { isSolved, issueChallenge, openChallenge } from './challenge';

const signer = new TokenSigner('a secret of at least thirty-two characters');
const formId = '0199c0de-0000-7000-8000-000000000001';
const now = new Date('2026-11-23T12:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

describe('a challenge', () => {
  const token = issueChallenge(signer, { formId, difficulty: 8, now });

  it('says when it began and how hard it is, to its own form alone, for four hours', () => {
    const open = (at: Date, form = formId) => openChallenge(signer, { token, formId: form, now: at });
    expect(open(later(3))).toEqual({ id: expect.any(String), startedAt: now, difficulty: 8 });
    expect(open(later(3), formId.replace('1', '2'))).toBeNull();
    expect([open(later(239)) === null, open(later(241)), open(later(-5))]).toEqual([false, null, null]);
  });

  it('is nobody else’s to sign', () => {
    const forged = issueChallenge(new TokenSigner('another secret of at least thirty-two'), {
      formId,
      difficulty: 0,
      now,
    });
    expect(openChallenge(signer, { token: forged, formId, now })).toBeNull();
  });

  it('is solved by a hash with that many zero bits, and by nothing else', () => {
    let number = 0;
    const bits = (solution: string) =>
      Math.clz32(createHash('sha256').update(`${token}.${solution}`).digest().readUInt32BE(0));
    while (bits(number.toString(36)) < 8) number += 1;
    const solution = number.toString(36);
    const zeros = bits(solution);
    expect([8, zeros, zeros + 1].map((difficulty) => isSolved(token, solution, difficulty))).toEqual([
      true,
      true,
      false,
    ]);
    expect([isSolved(token, '', 0), isSolved(token, 'A B', 0)]).toEqual([false, false]);
  });
});
