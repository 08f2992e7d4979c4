import type { Readable } from 'node:stream';
import { CsvReader, CsvStructureError, type CsvRecord } from './csv-reader';
import { sniffDelimiter } from './delimiter';
import type { SourceFile } from './import-files';
import type { FileSample } from './import-plan';
import { unreadableFile } from './imports.errors';
import { EncodingSniffer, TextPieces, type TextEncoding } from './text-encoding';

/** What one file may look like. */
export const CSV_LIMITS = { maxColumns: 500, maxRecordLength: 1_000_000 } as const;

/** Records looked at to settle the types of new fields. */
const SAMPLE_ROWS = 2000;

interface Layout {
  encoding: TextEncoding;
  delimiter: string;
}

/** Yields the records of a file in groups as they become complete; the first record is the header. */
export async function* readRecords(file: SourceFile, layout: Layout): AsyncGenerator<CsvRecord[]> {
  const reader = new CsvReader({ delimiter: layout.delimiter, ...CSV_LIMITS });
  const pieces = new TextPieces(layout.encoding);
  const stream = await file.open();
  try {
    for await (const chunk of stream) {
      const records = reader.push(pieces.push(chunk as Buffer));
      if (records.length > 0) yield records;
    }
    const rest = [...reader.push(pieces.end()), ...reader.end()];
    if (rest.length > 0) yield rest;
  } catch (error) {
    if (error instanceof CsvStructureError)
      throw unreadableFile('broken-csv', `${file.name}: line ${error.line} ${error.reason}.`);
    throw error;
  } finally {
    stream.destroy();
  }
}

/** Reads through a file once to settle its encoding, then its beginning. Throws for a file without a header. */
export async function sampleFile(file: SourceFile): Promise<FileSample> {
  const encoding = await sniffEncoding(await file.open());
  const delimiter = sniffDelimiter(await beginning(await file.open(), encoding));
  const records: string[][] = [];
  for await (const group of readRecords(file, { encoding, delimiter })) {
    for (const record of group) records.push(record.cells);
    if (records.length > SAMPLE_ROWS) break;
  }
  const [header, ...rows] = records;
  if (!header) throw unreadableFile('empty', `${file.name} is empty. The first line must name the columns.`);
  return { name: file.name, encoding, delimiter, header, rows: rows.slice(0, SAMPLE_ROWS) };
}

async function sniffEncoding(stream: Readable): Promise<TextEncoding> {
  const sniffer = new EncodingSniffer();
  for await (const chunk of stream) {
    sniffer.push(chunk as Buffer);
    if (sniffer.isDecided) break;
  }
  return sniffer.result();
}

/** The first 64 kB as text. */
async function beginning(stream: Readable, encoding: TextEncoding): Promise<string> {
  const pieces = new TextPieces(encoding);
  let text = '';
  for await (const chunk of stream) {
    text += pieces.push(chunk as Buffer);
    if (text.length > 65_536) break;
  }
  return text;
}
