import fc from 'fast-check';
import { ENDINGS, endingOf, isDangerousName, safeFileName } from './file-names';

describe('safeFileName', () => {
  it.each([
    ['Brewing guide.pdf', 'application/pdf', 'Brewing guide.pdf'],
    ['Guia do café ☕.PDF', 'application/pdf', 'Guia do café ☕.pdf'],
    ['C:\\Users\\me\\guide.pdf', 'application/pdf', 'guide.pdf'],
    ['../../etc/passwd', 'text/plain', 'passwd.txt'],
    ['invoice.pdf.exe', 'application/pdf', 'invoice.pdf'],
    ['cat.exe.png', 'image/png', 'cat.png'],
    ['guide\u202efdp.exe', 'application/pdf', 'guidefdp.pdf'],
    ['a"b\r\nX: y.pdf', 'application/pdf', 'abX y.pdf'],
    ['', 'image/png', 'download.png'],
    ['.htaccess', 'text/plain', 'htaccess.txt'],
    ['notes.md', 'text/plain', 'notes.md'],
  ])('makes of %j as %s %j', (given, type, safe) => expect(safeFileName(given, type)).toBe(safe));

  it('always ends as the type says, and holds nothing that hides or harms', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...Object.keys(ENDINGS)), (given, type) => {
        const name = safeFileName(given, type);
        expect(ENDINGS[type]).toContain(endingOf(name));
        expect(isDangerousName(name)).toBe(false);
        // eslint-disable-next-line no-control-regex
        expect(name).not.toMatch(/[\u0000-\u001f/\\":\u202a-\u202e]/);
        expect([...name].length).toBeLessThan(160);
      }),
    );
  });
});
