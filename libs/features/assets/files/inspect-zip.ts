import type { Readable } from 'node:stream';
import { open as openArchive, type Entry, type ZipFile } from 'yauzl';
import { fileRefused } from '../assets.errors';
import { isArchiveName, isDangerousName } from './file-names';
import { HEAD_BYTES, sniff } from './signatures';

const LIMITS = { entries: 5_000, totalBytes: 4 * 1024 ** 3, ratio: 200, ratioAppliesAbove: 1024 ** 2 };

const OFFICE: readonly { folder: string; mediaType: string }[] = [
  { folder: 'word/', mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  { folder: 'xl/', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  { folder: 'ppt/', mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation' },
];

/** Formats that say in a file called `mimetype` what they are. */
const NAMED = [
  'application/epub+zip',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
];

const MACROS =
  /(?:^|\/)(?:vbaProject\.bin|vbaData\.xml|macrosheets\/|activeX\/|customUI\/|Basic\/|Scripts\/)|oleObject\d*\.bin$/i;

/**
 * The media type of a ZIP archive, after a look into it: office files without macros, e-books, or plain archives. Nothing is
 * written anywhere.
 *
 * @throws DomainError `asset.file-refused`
 */
export async function inspectZip(path: string): Promise<string> {
  const zip = await openZip(path);
  try {
    const entries = await listEntries(zip);
    const mediaType = await kindOf(zip, entries);
    if (mediaType !== 'application/zip') {
      refuseMacros(entries);
      await refuseRemoteTemplates(zip, entries);
      return mediaType;
    }
    for (const entry of entries) await refuseHarmful(zip, entry);
    return mediaType;
  } finally {
    zip.close();
  }
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    openArchive(path, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) => {
      if (zip) resolve(zip);
      else reject(broken(error));
    });
  });
}

function listEntries(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > LIMITS.entries) {
    throw fileRefused(`is an archive with more than ${LIMITS.entries} files. Pack fewer.`);
  }
  const entries: Entry[] = [];
  return new Promise((resolve, reject) => {
    let total = 0;
    zip.on('error', (error) => reject(broken(error)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      total += entry.uncompressedSize;
      const why = whyNotUnpacked(entry, total);
      if (why !== null) return reject(fileRefused(why));
      if (!entry.fileName.endsWith('/')) entries.push(entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function whyNotUnpacked(entry: Entry, total: number): string | null {
  if ((entry.generalPurposeBitFlag & 1) === 1)
    return 'is encrypted, so nobody can look into it. Pack it without a password.';
  const { uncompressedSize, compressedSize } = entry;
  const isBomb =
    uncompressedSize > LIMITS.ratioAppliesAbove && uncompressedSize > compressedSize * LIMITS.ratio;
  return isBomb || total > LIMITS.totalBytes ? 'unpacks to more than is allowed. Pack less.' : null;
}

async function kindOf(zip: ZipFile, entries: Entry[]): Promise<string> {
  const named = entries.find(({ fileName }) => fileName === 'mimetype');
  if (named) {
    const text = (await headOf(zip, named)).toString('latin1').trim();
    if (NAMED.includes(text)) return text;
  }
  if (!entries.some(({ fileName }) => fileName === '[Content_Types].xml')) return 'application/zip';
  const office = OFFICE.find(({ folder }) => entries.some(({ fileName }) => fileName.startsWith(folder)));
  if (!office) throw fileRefused('is an Office file of a kind that we do not know. Save it as PDF.');
  return office.mediaType;
}

function refuseMacros(entries: Entry[]): void {
  const found = entries.find(({ fileName }) => MACROS.test(fileName));
  if (found) {
    throw fileRefused(
      `holds macros or embedded objects (${nameOf(found)}), which can run programs. Save it without them, or as PDF.`,
    );
  }
}

/** A document can fetch its template, macros included, from elsewhere. */
async function refuseRemoteTemplates(zip: ZipFile, entries: Entry[]): Promise<void> {
  const relations = entries.find(({ fileName }) => fileName === 'word/_rels/settings.xml.rels');
  if (!relations) return;
  const text = (await headOf(zip, relations)).toString('utf8');
  if (/attachedTemplate/i.test(text)) {
    throw fileRefused(
      'fetches a template from elsewhere when it is opened. Save it without its template, or as PDF.',
    );
  }
}

async function refuseHarmful(zip: ZipFile, entry: Entry): Promise<void> {
  const name = nameOf(entry);
  if (isDangerousName(entry.fileName)) {
    throw fileRefused(`holds ${name}, which a computer may run. Leave it out.`);
  }
  if (isArchiveName(entry.fileName))
    throw fileRefused(`holds another archive, ${name}. Pack its files directly.`);
  if (/^(?:application\/)?.*\.(?:docx|xlsx|pptx|odt|ods|odp|epub)$/i.test(entry.fileName)) {
    throw fileRefused(
      `holds ${name}, which we cannot look into there. Offer it as an asset of its own, or as PDF.`,
    );
  }
  if (entry.uncompressedSize === 0) return;
  const found = sniff(await headOf(zip, entry));
  if (found?.kind === 'refused') throw fileRefused(`holds ${name}, which ${found.why}`);
  if (found?.kind === 'zip') throw fileRefused(`holds another archive, ${name}. Pack its files directly.`);
}

/** The first bytes of an entry. */
async function headOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (opened ? resolve(opened) : reject(broken(error))));
  });
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size >= HEAD_BYTES) break;
    }
  } catch (error) {
    throw broken(error);
  }
  return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
}

function nameOf({ fileName }: Entry): string {
  // eslint-disable-next-line no-control-regex
  return fileName.replace(/[\u0000-\u001f\u007f]/g, '').slice(-100);
}

function broken(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return fileRefused(`is a damaged archive (${reason.slice(0, 200)}). Pack it again.`);
}
