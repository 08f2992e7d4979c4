import fc from 'fast-check';
import { TokenSigner, tokenPurposes } from '@platform/tokens';

const signer = new TokenSigner('a secret of at least thirty-two characters');

describe('TokenSigner', () => {
  it('gives back the payload of a genuine token', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 64 }),
        fc.constantFrom(...tokenPurposes),
        (bytes, purpose) => {
          const token = signer.sign(purpose, Buffer.from(bytes));
          expect(token).toMatch(/^[\w-]+$/);
          expect(signer.open(purpose, token)).toEqual(Buffer.from(bytes));
        },
      ),
    );
  });

  it('refuses a token of another purpose, of another secret, altered, shortened or made up', () => {
    const token = signer.sign('click', Buffer.from('payload'));
    expect(signer.open('unsubscribe', token)).toBeNull();
    expect(new TokenSigner('another secret of at least thirty-two').open('click', token)).toBeNull();
    expect(signer.open('click', `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`)).toBeNull();
    expect(signer.open('click', token.slice(0, -2))).toBeNull();
    for (const junk of ['', 'x', '../../etc/passwd', 'A'.repeat(40), 'A'.repeat(10_000)]) {
      expect(signer.open('click', junk)).toBeNull();
    }
  });
});
