import { createHash, createPrivateKey } from 'node:crypto';
import fc from 'fast-check';
import { relaxedBodyHash, relaxedHeader } from './canonical';
import { DkimSigner } from './dkim-signer';

const sha256 = (text: string) => createHash('sha256').update(text, 'latin1').digest('base64');

/** RFC 6376 3.4.4, word by word. */
function relaxedBody(text: string): string {
  const lines = text.split('\r\n').map((line) => line.replace(/[ \t]+$/, '').replace(/[ \t]+/g, ' '));
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `${line}\r\n`).join('');
}

describe('relaxed canonicalisation', () => {
  it('is that of the examples in RFC 6376 3.4.5', () => {
    expect(relaxedHeader('A: X\r\n')).toBe('a:X');
    expect(relaxedHeader('B : Y\t\r\n\tZ  \r\n')).toBe('b:Y Z');
    expect(relaxedBodyHash(Buffer.from(' C \r\nD \t E\r\n\r\n\r\n'))).toBe(sha256(' C\r\nD E\r\n'));
  });

  it('hashes nothing where nothing is left of a body', () => {
    for (const body of ['', '\r\n', ' \t\r\n \r\n\r\n']) {
      // The hash of no octets, RFC 6376 3.4.4.
      expect(relaxedBodyHash(Buffer.from(body))).toBe('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
    }
  });

  it('hashes any body as a plain reading of the rule does', () => {
    const piece = fc.constantFrom(' ', '  ', '\t', '\r\n', '\r\n\r\n', 'a', 'bc', '.', '=20');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const body = pieces.join('');
        expect(relaxedBodyHash(Buffer.from(body))).toBe(sha256(relaxedBody(body)));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('DkimSigner', () => {
  it('makes the Ed25519 signature of RFC 8463 appendix A', async () => {
    const seed = Buffer.from('nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=', 'base64');
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const body = 'Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n';
    expect(relaxedBodyHash(Buffer.from(body))).toBe('2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=');
    const header =
      'DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n d=football.example.com; i=@football.example.com;\r\n' +
      ' q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n subject : date : message-id : from : subject : date;\r\n' +
      ' bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n b=';
    const fields = [
      'From: Joe SixPack <joe@football.example.com>',
      'To: Suzie Q <suzie@shopping.example.net>',
      'Subject: Is dinner ready?',
      'Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)',
      'Message-ID: <20030712040037.46341.5F8J@football.example.com>',
    ];
    const input = [...fields, header].map(relaxedHeader).join('\r\n');
    const signer = new DkimSigner([
      {
        domain: 'football.example.com',
        selector: 'brisbane',
        algorithm: 'ed25519-sha256',
        privateKey: key.export({ type: 'pkcs8', format: 'pem' }) as string,
      },
    ]);
    const lines = (await signer.sign([{ header, input }])).toString();
    expect(lines.slice(header.length).replace(/\s/g, '')).toBe(
      '/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==',
    );
  });
});
