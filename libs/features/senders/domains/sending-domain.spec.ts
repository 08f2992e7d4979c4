import type { DomainKey } from './domain-key';
import { nextCheck, statusWith, type SendingDomainStatus } from './sending-domain';

const NOW = new Date('2026-11-04T12:00:00Z');
const ago = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);
const key = (
  algorithm: DomainKey['algorithm'],
  isPublished: boolean,
  status: DomainKey['status'] = 'current',
) =>
  ({
    algorithm,
    isPublished,
    status,
    createdAt: ago(1000),
    publicKey: '',
    selector: '',
    retiredAt: null,
  }) as DomainKey;

describe('a sending domain', () => {
  it('is verified as long as the RSA key is found, which all receivers know', () => {
    expect(statusWith('unverified', [key('rsa-sha256', true), key('ed25519-sha256', false)])).toBe(
      'verified',
    );
    expect(statusWith('unverified', [key('rsa-sha256', false), key('ed25519-sha256', true)])).toBe(
      'unverified',
    );
    expect(statusWith('lost', [key('rsa-sha256', true)])).toBe('verified');
    expect(statusWith('verified', [key('rsa-sha256', true, 'previous'), key('rsa-sha256', false)])).toBe(
      'verified',
    );
  });

  it('is lost only when it was verified', () => {
    expect(statusWith('verified', [key('rsa-sha256', false)])).toBe('lost');
    expect(statusWith('verified', [key('rsa-sha256', true, 'retired')])).toBe('lost');
    expect(statusWith('unverified', [])).toBe('unverified');
    expect(statusWith('unverifiable', [key('rsa-sha256', true)])).toBe('unverifiable');
  });

  it.each<[SendingDomainStatus, number, number | null]>([
    ['unverified', 1, 1 / 6],
    ['unverified', 100, 6],
    ['unverified', 1000, 24],
    ['lost', 1, 1 / 6],
    ['lost', 1000, 1],
    ['verified', 1, 6],
    ['verified', 1000, 6],
    ['unverifiable', 1, null],
  ])('that is %s, %i hours old, is looked up again after %s hours', (status, age, hours) => {
    const next = nextCheck({ status, createdAt: ago(age) }, [], NOW);
    expect(next && (next.getTime() - NOW.getTime()) / 3_600_000).toBe(hours);
  });

  it('whose keys were changed is watched closely until the new ones are found', () => {
    const rotated = { ...key('rsa-sha256', false), createdAt: ago(1) };
    const keys = [rotated, key('rsa-sha256', true, 'previous')];
    expect(nextCheck({ status: 'verified', createdAt: ago(9000) }, keys, NOW)).toEqual(
      new Date(NOW.getTime() + 600_000),
    );
  });
});
