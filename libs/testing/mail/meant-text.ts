/**
 * What of a value must arrive, in a plain reading of docs/mail.md: made on purpose in another way than the code does it.
 */

const LINE_AND_DIRECTION = [
  0x2028, 0x2029, 0x061c, 0x200e, 0x200f, 0xfeff, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067,
  0x2068, 0x2069,
];

/** Subjects and names: one line without control characters and without marks that turn the text around. */
export function meantInHeader(text: string, limit: number): string {
  const spaced = [...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      return isControl(code) || LINE_AND_DIRECTION.includes(code) ? ' ' : character;
    })
    .join('');
  const oneLine = spaced.split(' ').filter(Boolean).join(' ');
  let cut = '';
  // Never half of a character, though a limit counts halves.
  for (const character of oneLine) {
    if (cut.length + character.length > limit) break;
    cut += character;
  }
  return wellFormed(cut.trim());
}

/** Values in the text: line ends are one line feed, control characters other than tab go. */
export function meantInBody(text: string): string {
  const lines = text.split('\r\n').join('\n').split('\r').join('\n');
  const kept = [...lines].filter((character) => {
    const code = character.codePointAt(0) ?? 0;
    return character === '\n' || character === '\t' || !isControl(code);
  });
  return wellFormed(kept.join(''));
}

/** Character references back to characters: all decimal ones, and the names that need no table. */
export function decodeReferences(html: string): string {
  const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return html.replace(/&(?:#(\d+)|(amp|lt|gt|quot));/g, (_whole, code: string | undefined, name: string) =>
    code === undefined ? (names[name] ?? '') : String.fromCodePoint(Number(code)),
  );
}

function isControl(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}

/** UTF-8 has no halves of surrogate pairs. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
