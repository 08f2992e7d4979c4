import fc from 'fast-check';
import { SecretBox, boxPurposes } from '@platform/tokens';

const SECRET = 'a secret of at least thirty-two characters';
const box = new SecretBox(SECRET, 'dkim-key');
const unreadable = expect.objectContaining({ code: 'secret.unreadable' });

describe('SecretBox', () => {
  it('gives back every text to its owner, and never shows it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        fc.constantFrom(...boxPurposes),
        (text, owner, purpose) => {
          const some = new SecretBox(SECRET, purpose);
          const sealed = some.seal(text, owner);
          expect(sealed).toMatch(/^[\w-]+$/);
          expect(some.open(sealed, owner)).toBe(text);
        },
      ),
    );
    expect(Buffer.from(box.seal('the private key', 'a'), 'base64url').toString()).not.toContain('private');
  });

  it('never seals the same text to the same box', () => {
    expect(box.seal('text', 'owner')).not.toBe(box.seal('text', 'owner'));
  });

  it('does not open for another owner, purpose or secret', () => {
    const sealed = box.seal('text', 'workspace-1/row-1');
    expect(() => box.open(sealed, 'workspace-2/row-1')).toThrow(unreadable);
    expect(() => new SecretBox(SECRET, 'smtp-password').open(sealed, 'workspace-1/row-1')).toThrow(
      unreadable,
    );
    const other = new SecretBox('another secret of at least thirty-two', 'dkim-key');
    expect(() => other.open(sealed, 'workspace-1/row-1')).toThrow(unreadable);
  });

  it('does not open once a single bit was changed, or anything is missing', () => {
    const bytes = Buffer.from(box.seal('four', 'owner'), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => box.open(changed.toString('base64url'), 'owner')).toThrow(unreadable);
    }
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => box.open(bytes.subarray(0, length).toString('base64url'), 'owner')).toThrow(unreadable);
    }
  });

  it('says nothing of the secret when it does not open', () => {
    const sealed = box.seal('the private key', 'owner');
    expect(() => box.open(sealed, 'other')).toThrow('Set the former APP_SECRET again');
    expect(() => box.open(sealed, 'other')).not.toThrow('the private key');
  });
});
