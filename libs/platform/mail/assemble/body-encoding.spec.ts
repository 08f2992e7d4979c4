import fc from 'fast-check';
import { hostileText, propertyRuns } from '../../../testing/mail/hostile-text';
import { meantInBody } from '../../../testing/mail/meant-text';
import { encodeBody, encodeTextBody, quotedPrintable } from './body-encoding';

const decode = (encoded: string): string => {
  const octets = encoded
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(octets, 'latin1').toString('utf8');
};

describe('encodeBody', () => {
  it('leaves 7-bit text with lines of up to 998 octets as it is', () => {
    const text = `${'x'.repeat(998)}\r\n\r\n${'y'.repeat(998)}`;
    expect(encodeBody(text)).toEqual({ encoding: '7bit', body: text });
  });

  it.each([
    ['a line of 999 octets', `a\r\n${'x'.repeat(999)}\r\nb\r\n`],
    ['a last line of 999 octets without a line end', `a\r\n${'x'.repeat(999)}`],
    ['one letter that is not ASCII', 'caf\u00e9\r\n'],
  ])('encodes what has %s', (_what, text) => {
    const { encoding, body } = encodeBody(text);
    expect(encoding).toBe('quoted-printable');
    expect(decode(body)).toBe(text);
  });

  it('encodes plain text that starts a line with "From "', () => {
    expect(encodeTextBody('Hi\r\nFrom now on\r\n').body).toBe('Hi\r\n=46rom now on\r\n');
    expect(encodeTextBody('From\r\nAnna\r\n').encoding).toBe('7bit');
  });
});

describe('quotedPrintable', () => {
  it('encodes equals signs, and white space and dots where they would be lost or changed', () => {
    expect(quotedPrintable('a = b \r\n\t\r\n.\r\nx.')).toBe('a =3D b=20\r\n=09\r\n=2E\r\nx.');
  });

  it('keeps to 76 characters where white space at the end of a full line is encoded', () => {
    const lines = quotedPrintable(`${'x'.repeat(74)} \r\n${'x'.repeat(72)} \r\n`).split('\r\n');
    expect(lines).toEqual([`${'x'.repeat(74)}=`, '=20', `${'x'.repeat(72)}=20`, '']);
  });

  it('breaks no character in two and never a line longer than 76, and comes back unchanged', () => {
    const property = fc.property(hostileText, (hostile) => {
      const text = meantInBody(hostile).replaceAll('\n', '\r\n');
      const encoded = quotedPrintable(text);
      expect(Math.max(...encoded.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(76);
      expect(encoded).toMatch(/^[\t\r\n\x20-\x7e]*$/);
      expect(encoded).not.toMatch(/[ \t]\r\n|[ \t]$|^\.|\n\.|^From |\nFrom /);
      expect(decode(encoded)).toBe(text);
    });
    fc.assert(property, propertyRuns(1000));
  });
});
