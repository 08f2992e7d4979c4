import { TokenSigner } from '@platform/tokens';
import { testSettings } from '@testing';
import { PersonalDataTokens } from './personal-data-tokens';

const CONTACT = '01a2088e-b7bf-7d0e-9cd6-005fb9ce0330';
const now = new Date('2026-11-23T12:34:56Z');
const after = (hours: number): Date => new Date(now.getTime() + hours * 3_600_000);

describe('links to somebody’s data', () => {
  const settings = testSettings();
  const signer = new TokenSigner(settings.secret);
  const tokens = new PersonalDataTokens(signer, settings);
  const tokenAt = (at: Date): string => tokens.urlFor(CONTACT, at).split('/').at(-1) ?? '';

  it('work for a day, and those of one hour are one link', () => {
    expect(tokens.contactOf(tokenAt(now), after(24))).toBe(CONTACT);
    expect(tokens.contactOf(tokenAt(now), after(25))).toBeNull();
    expect(tokenAt(new Date('2026-11-23T12:00:00Z'))).toBe(tokenAt(now));
    expect(tokenAt(after(1))).not.toBe(tokenAt(now));
  });

  it('are made by nobody else, and of nothing else', () => {
    const token = tokenAt(now);
    const preferences = signer.sign('preferences', Buffer.alloc(20));
    for (const wrong of [
      '',
      'x',
      preferences,
      `${token.slice(0, -2)}AA`,
      signer.sign('personal-data', Buffer.alloc(16)),
    ])
      expect(tokens.contactOf(wrong, now)).toBeNull();
  });
});
