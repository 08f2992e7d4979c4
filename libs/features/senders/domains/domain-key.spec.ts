import { createPublicKey, sign, verify } from 'node:crypto';
import { afterLookup, generateDomainKeys, maySign, type DomainKey } from './domain-key';

const key = (selector: string, status: DomainKey['status'], isPublished = false): DomainKey => ({
  selector,
  algorithm: selector.startsWith('r') ? 'rsa-sha256' : 'ed25519-sha256',
  publicKey: '',
  status,
  isPublished,
  publishedAt: null,
  createdAt: new Date(0),
  retiredAt: null,
});

describe('keys of a sending domain', () => {
  it('verify what they sign, with nothing but the record', async () => {
    const [rsa, ed] = await generateDomainKeys();
    const message = Buffer.from('from:ana@shop.example');

    const spki = Buffer.from(rsa!.publicKey, 'base64');
    const publicRsa = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(publicRsa.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(verify('sha256', message, publicRsa, sign('sha256', message, rsa!.privateKey))).toBe(true);

    const bare = Buffer.from(ed!.publicKey, 'base64');
    expect(bare).toHaveLength(32);
    const publicEd = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: bare.toString('base64url') },
      format: 'jwk',
    });
    expect(verify(null, message, publicEd, sign(null, message, ed!.privateKey))).toBe(true);

    expect(
      [rsa!.privateKey, ed!.privateKey].every((text) => text.startsWith('-----BEGIN PRIVATE KEY-----')),
    ).toBe(true);
  });

  it('get selectors of their own, fit for DNS', async () => {
    const keys = [...(await generateDomainKeys()), ...(await generateDomainKeys())];
    expect(new Set(keys.map(({ selector }) => selector)).size).toBe(4);
    for (const { selector } of keys) expect(selector).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
  });

  it('sign only when they were found, and no more once they are retired', () => {
    expect(maySign(key('r', 'current', true))).toBe(true);
    expect(maySign(key('r', 'previous', true))).toBe(true);
    expect(maySign(key('r', 'current', false))).toBe(false);
    expect(maySign(key('r', 'retired', true))).toBe(false);
  });

  it('take over from the previous ones of their kind when they are found, not before', () => {
    const keys = [
      key('r2', 'current'),
      key('e2', 'current'),
      key('r1', 'previous', true),
      key('e1', 'previous', true),
    ];
    const statuses = (published: [string, boolean][]) =>
      afterLookup(keys, new Map(published)).map(
        ({ selector, status, isPublished }) => `${selector} ${status} ${isPublished}`,
      );
    expect(statuses([['r2', false]])).toEqual([
      'r2 current false',
      'e2 current false',
      'r1 previous true',
      'e1 previous true',
    ]);
    expect(
      statuses([
        ['r2', true],
        ['r1', true],
      ]),
    ).toEqual(['r2 current true', 'e2 current false', 'r1 retired true', 'e1 previous true']);
  });

  it('stay what they were when DNS did not answer', () => {
    expect(afterLookup([key('r1', 'current', true)], new Map())).toEqual([key('r1', 'current', true)]);
  });
});
