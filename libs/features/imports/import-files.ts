import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { open as openArchive, type Entry, type ZipFile } from 'yauzl';
import { unreadableFile } from './imports.errors';
import { statusOfName } from './import-plan';

/** One CSV file to import; it can be opened several times. */
export interface SourceFile {
  name: string;
  open: () => Promise<Readable>;
}

/** What an archive may hold: more is refused before anything is unpacked. */
export const ZIP_LIMITS = {
  entries: 10_000,
  /** Uncompressed bytes of all files that are read. */
  totalBytes: 4 * 1024 ** 3,
  /** Uncompressed to compressed; text reaches 20, bombs 1,000. */
  ratio: 200,
  /** Small entries may have any ratio. */
  ratioAppliesAbove: 1024 ** 2,
} as const;

/** Bytes read from a file at a time: twice as many are a little faster and cost 100 MB of memory. */
const READ_BYTES = 1 << 16;

const ZIP_SIGNATURE = Buffer.from('PK\u0003\u0004');
const EMPTY_ZIP_SIGNATURE = Buffer.from('PK\u0005\u0006');

/**
 * Runs `work` with the CSV files in an upload: the file itself, or those of a Mailchimp archive whose names tell a
 * status (an archive with only one CSV file is that file). Nothing is unpacked to disk, so no entry can write
 * anywhere. Suppressing files come first and subscribed ones last.
 */
export async function withImportFiles<T>(
  path: string,
  fileName: string,
  work: (files: SourceFile[]) => Promise<T>,
): Promise<T> {
  if (!(await isZip(path))) {
    return work([
      { name: fileName, open: () => Promise.resolve(createReadStream(path, { highWaterMark: READ_BYTES })) },
    ]);
  }
  const zip = await openZip(path);
  try {
    const entries = await listCsvEntries(zip);
    return await work(entries.map((entry) => ({ name: entry.fileName, open: () => openEntry(zip, entry) })));
  } finally {
    zip.close();
  }
}

async function isZip(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.equals(ZIP_SIGNATURE) || buffer.equals(EMPTY_ZIP_SIGNATURE);
  } finally {
    await handle.close();
  }
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    openArchive(path, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) => {
      if (zip) resolve(zip);
      else reject(brokenZip(error));
    });
  });
}

/** yauzl refuses absolute names, `..` and backslashes itself, with an error that lands here. */
async function listCsvEntries(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > ZIP_LIMITS.entries) {
    throw unreadableFile(
      'zip-too-large',
      `The archive has ${zip.entryCount} entries; ${ZIP_LIMITS.entries} are allowed.`,
    );
  }
  const entries: Entry[] = [];
  await new Promise<void>((resolve, reject) => {
    zip.on('error', (error) => reject(brokenZip(error)));
    zip.on('end', () => resolve());
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
  const chosen = chooseEntries(entries);
  checkSizes(chosen);
  return chosen;
}

function chooseEntries(entries: Entry[]): Entry[] {
  const csv = entries.filter(
    ({ fileName }) => /\.csv$/i.test(fileName) && !/(^|\/)(__MACOSX\/|\.)/.test(fileName),
  );
  const audience = csv.filter(({ fileName }) => statusOfName(fileName) !== undefined);
  const chosen = audience.length === 0 && csv.length === 1 ? csv : audience;
  if (chosen.length === 0) {
    throw unreadableFile(
      'no-contacts-in-zip',
      'The archive has no file such as subscribed_….csv. Upload the export as Mailchimp made it, or a single CSV file.',
    );
  }
  return chosen.sort((left, right) => rank(left) - rank(right) || (left.fileName < right.fileName ? -1 : 1));
}

function rank({ fileName }: Entry): number {
  return ['cleaned', 'unsubscribed', 'nonsubscribed', 'subscribed'].indexOf(statusOfName(fileName) ?? '');
}

function checkSizes(entries: Entry[]): void {
  let total = 0;
  for (const { fileName, uncompressedSize, compressedSize, generalPurposeBitFlag } of entries) {
    total += uncompressedSize;
    const isBomb =
      uncompressedSize > ZIP_LIMITS.ratioAppliesAbove && uncompressedSize > compressedSize * ZIP_LIMITS.ratio;
    if (isBomb || total > ZIP_LIMITS.totalBytes) {
      throw unreadableFile(
        'zip-too-large',
        `${fileName} unpacks to more than is allowed. Upload it as a plain CSV file.`,
      );
    }
    if ((generalPurposeBitFlag & 1) === 1) {
      throw unreadableFile('zip-encrypted', 'The archive is encrypted. Upload it without a password.');
    }
  }
}

/** Sizes are verified while unpacking: an entry that is larger than it says ends with an error. */
function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (stream) resolve(Readable.from(unpacked(stream), { objectMode: false }));
      else reject(brokenZip(error));
    });
  });
}

/** What goes wrong while unpacking (a size that lies, a bad checksum) is the archive's fault too. */
async function* unpacked(stream: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw brokenZip(error);
  }
}

function brokenZip(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return unreadableFile('zip-broken', `The archive cannot be read: ${reason}. Export it again.`);
}
