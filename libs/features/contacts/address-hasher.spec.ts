import { createHash } from 'node:crypto';
import { deriveKey } from '@platform/tokens';
import { AddressHasher } from './address-hasher';

const secret = 's'.repeat(64);
const hasher = new AddressHasher(secret);

describe('the hash of an address', () => {
  it('is SHA-512/256 over a block with the key and the message', () => {
    const block = Buffer.concat([deriveKey(secret, 'address-hash')], 128);
    const expected = createHash('sha512-256').update(block).update('w:ana@example.com').digest();
    expect(hasher.hash('w', 'ana@example.com')).toEqual(expected);
    expect(hasher.hex('w', 'ana@example.com')).toBe(expected.toString('hex'));
  });

  it('depends on address, workspace and secret, and on nothing hashed before', () => {
    const first = hasher.hex('w', 'a-rather-long-address@example.com');
    const others = [
      hasher.hex('w', 'a@example.com'),
      hasher.hex('v', 'a@example.com'),
      new AddressHasher('t'.repeat(64)).hex('w', 'a@example.com'),
    ];
    expect(new Set([first, ...others]).size).toBe(4);
    expect(hasher.hex('w', 'a@example.com')).toBe(others[0]);
    expect(new AddressHasher(secret).hex('w', 'a@example.com')).toBe(others[0]);
  });

  it('refuses what cannot be an address', () => {
    expect(() => hasher.hash('w', 'x'.repeat(1000))).toThrow('at most 254');
  });
});
