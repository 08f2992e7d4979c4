import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { isUtf8 } from 'node:buffer';
import { fileRefused } from '../assets.errors';
import { ENDINGS, endingOf, isDangerousName } from './file-names';
import { inspectZip } from './inspect-zip';
import { HEAD_BYTES, sniff } from './signatures';

/** So much of a text is read to see that it is one. */
const TEXT_BYTES = 1024 ** 2;

/** Names that a PDF gives to what it runs by itself. Compressed parts are not looked into. */
const PDF_ACTIONS = /\/(?:JavaScript|Launch|EmbeddedFile|RichMedia)(?![A-Za-z])/;
/** Any character of a name may be written as its code (ISO 32000-1 7.3.5). */
const PDF_CODE = /#([0-9A-Fa-f]{2})/g;
/** The longest of them as codes, the slash aside, and what follows it. */
const LONGEST_ACTION = 1 + 3 * 12 + 3;

/**
 * The media type of a file, decided by what it holds; its name only tells harmless kinds of text apart.
 *
 * @throws DomainError `asset.file-refused` with the reason and what to do instead
 */
export async function inspectFile(path: string, name: string): Promise<string> {
  const head = await readStart(path, TEXT_BYTES);
  if (head.length === 0) throw fileRefused('is empty.');
  const found = sniff(head.subarray(0, HEAD_BYTES));
  if (found?.kind === 'refused') throw fileRefused(found.why);
  if (found?.kind === 'zip') return inspectZip(path);
  if (found?.kind === 'media') {
    if (found.mediaType === 'application/pdf') await refuseActivePdf(path);
    return found.mediaType;
  }
  return textTypeOf(head, name);
}

async function refuseActivePdf(path: string): Promise<void> {
  let rest = '';
  for await (const chunk of createReadStream(path)) {
    const text = rest + (chunk as Buffer).toString('latin1');
    const plain = text.replace(PDF_CODE, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
    const action = PDF_ACTIONS.exec(plain)?.[0];
    if (action !== undefined) {
      throw fileRefused(
        `is a PDF that holds a script, a program or another file (${action}). Print it to a new PDF.`,
      );
    }
    rest = text.slice(-LONGEST_ACTION);
  }
}

function textTypeOf(head: Buffer, name: string): string {
  if (!isText(head)) {
    throw fileRefused(
      'is of a kind that we do not offer. PDF, pictures, audio, video, e-books, Office files without macros, tables, plain text and ZIP archives are fine.',
    );
  }
  const ending = endingOf(name);
  if (isDangerousName(name))
    throw fileRefused(`is called .${ending}, which a computer may run. Offer a document instead.`);
  if (ending === '') return 'text/plain';
  const type = Object.entries(ENDINGS).find(
    ([mediaType, endings]) => endings.includes(ending) && /^text\/|json$/.test(mediaType),
  );
  if (!type) {
    throw fileRefused(
      `is text, but called .${ending}. Give it the ending .txt, .csv, .md, .ics, .vcf or .json.`,
    );
  }
  return type[0];
}

/** UTF-8 without control characters; half a character at the end of what was read is fine. */
function isText(head: Buffer): boolean {
  for (let cut = 0; cut < 4; cut += 1) {
    const part = head.subarray(0, head.length - cut);
    // eslint-disable-next-line no-control-regex
    if (isUtf8(part)) return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(part.toString('utf8'));
  }
  return false;
}

async function readStart(path: string, length: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
