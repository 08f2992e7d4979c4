/** What the first bytes of a file say that it is. */
export type Sniffed =
  { kind: 'media'; mediaType: string } | { kind: 'zip' } | { kind: 'refused'; why: string };

/** So many bytes are looked at. */
export const HEAD_BYTES = 4_096;

/** Bytes at a place, as hexadecimal or as Latin letters. */
type Mark = readonly [at: number, bytes: Buffer];

const hex = (at: number, text: string): Mark => [at, Buffer.from(text, 'hex')];
const latin = (at: number, text: string): Mark => [at, Buffer.from(text, 'latin1')];

const PROGRAM = 'is a program. Offer a document, a picture, a recording or a ZIP archive of them instead.';
const ARCHIVE = 'is an archive of a kind that we cannot look into. Pack it as ZIP, without a password.';
const OLD_OFFICE =
  'is an Office file of the old kind, which may hold macros. Save it as .docx, .xlsx, .pptx or PDF.';
const RICH_TEXT = 'is rich text, which may hold programs. Save it as .docx or PDF.';
const SHORTCUT = 'is a shortcut, which may start a program. Offer the file itself.';

/** Harmful kinds first: a file that is both counts as the worse. */
const REFUSED: readonly { marks: readonly Mark[]; why: string }[] = [
  { marks: [latin(0, 'MZ')], why: PROGRAM },
  { marks: [hex(0, '7f454c46')], why: PROGRAM },
  ...['feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', 'bebafeca'].map((magic) => ({
    marks: [hex(0, magic)],
    why: PROGRAM,
  })),
  { marks: [hex(0, '0061736d')], why: PROGRAM },
  { marks: [latin(0, 'dex\n')], why: PROGRAM },
  { marks: [latin(0, '#!')], why: 'is a script. Offer a document instead.' },
  { marks: [hex(0, 'd0cf11e0a1b11ae1')], why: OLD_OFFICE },
  { marks: [latin(0, '{\\rtf')], why: RICH_TEXT },
  { marks: [hex(0, '4c0000000114020000000000c0000000')], why: SHORTCUT },
  { marks: [latin(0, 'Rar!')], why: ARCHIVE },
  { marks: [hex(0, '377abcaf271c')], why: ARCHIVE },
  { marks: [hex(0, '1f8b')], why: ARCHIVE },
  { marks: [latin(0, 'BZh')], why: ARCHIVE },
  { marks: [hex(0, 'fd377a585a00')], why: ARCHIVE },
  { marks: [hex(0, '28b52ffd')], why: ARCHIVE },
  { marks: [latin(0, 'MSCF')], why: ARCHIVE },
  { marks: [latin(257, 'ustar')], why: ARCHIVE },
  { marks: [latin(0, '!<arch>')], why: ARCHIVE },
  { marks: [latin(0, 'ITSF')], why: 'is a compiled help file, which may hold programs. Save it as PDF.' },
];

const MEDIA: readonly { marks: readonly Mark[]; mediaType: string }[] = [
  { marks: [latin(0, '%PDF-')], mediaType: 'application/pdf' },
  { marks: [hex(0, '89504e470d0a1a0a')], mediaType: 'image/png' },
  { marks: [hex(0, 'ffd8ff')], mediaType: 'image/jpeg' },
  { marks: [latin(0, 'GIF87a')], mediaType: 'image/gif' },
  { marks: [latin(0, 'GIF89a')], mediaType: 'image/gif' },
  { marks: [latin(0, 'RIFF'), latin(8, 'WEBP')], mediaType: 'image/webp' },
  { marks: [latin(0, 'RIFF'), latin(8, 'WAVE')], mediaType: 'audio/wav' },
  { marks: [latin(0, 'OggS')], mediaType: 'audio/ogg' },
  { marks: [latin(0, 'fLaC')], mediaType: 'audio/flac' },
  { marks: [latin(0, 'ID3')], mediaType: 'audio/mpeg' },
  ...['fffb', 'fff3', 'fff2'].map((sync) => ({ marks: [hex(0, sync)], mediaType: 'audio/mpeg' })),
  { marks: [latin(4, 'ftypM4A')], mediaType: 'audio/mp4' },
  { marks: [latin(4, 'ftypM4B')], mediaType: 'audio/mp4' },
  { marks: [latin(4, 'ftypavif')], mediaType: 'image/avif' },
  { marks: [latin(4, 'ftypqt  ')], mediaType: 'video/quicktime' },
  ...['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'dash', 'M4V '].map((brand) => ({
    marks: [latin(4, `ftyp${brand}`)],
    mediaType: 'video/mp4',
  })),
  { marks: [hex(0, '1a45dfa3')], mediaType: 'video/webm' },
];

/** Null: nothing known; it may be text. `head` holds the file's first bytes. */
export function sniff(head: Buffer): Sniffed | null {
  const refused = REFUSED.find(({ marks }) => marks.every((mark) => matches(head, mark)));
  if (refused) return { kind: 'refused', why: refused.why };
  const markup = whyMarkup(head);
  if (markup !== null) return { kind: 'refused', why: markup };
  if (matches(head, hex(0, '504b0304')) || matches(head, hex(0, '504b0506'))) return { kind: 'zip' };
  const media = MEDIA.find(({ marks }) => marks.every((mark) => matches(head, mark)));
  return media ? { kind: 'media', mediaType: media.mediaType } : null;
}

/** What a browser could take for a page (WHATWG MIME Sniffing 7.1), or a script host for a script. */
function whyMarkup(head: Buffer): string | null {
  const start = textOf(head).replace(/^\s+/, '').slice(0, 1_500);
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!doctype\s+svg|<svg)/i.test(start)) {
    return 'is an SVG picture, which may hold scripts. Save it as PNG or PDF.';
  }
  if (
    /^<(?:!doctype\s+html|html|head|body|script|iframe|h1|div|font|table|a|style|title|b|br|p|!--)[\s>/]/i.test(
      start,
    )
  ) {
    return 'is a web page, which may hold scripts. Save it as PDF.';
  }
  if (/^<\?php|^<%/i.test(start)) return 'is a script. Offer a document instead.';
  if (/^<(?:\?xml|[a-z][\w:-]*[\s>/])/i.test(start)) {
    return 'is XML, which a browser may run. Offer a document, a table or a ZIP archive instead.';
  }
  return null;
}

/** UTF-16 has a byte order mark; everything else is read byte by byte. */
function textOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return head.subarray(2).toString('utf16le');
  if (head[0] === 0xfe && head[1] === 0xff) {
    const even = head.subarray(2, head.length - (head.length % 2));
    return Buffer.from(even).swap16().toString('utf16le');
  }
  return head.toString('utf8').replace(/^\ufeff/, '');
}

function matches(head: Buffer, [at, bytes]: Mark): boolean {
  return head.subarray(at, at + bytes.length).equals(bytes);
}
