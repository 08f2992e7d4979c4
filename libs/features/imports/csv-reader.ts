/** One record of a CSV file and the line it begins on (the first line of the file is 1). */
export interface CsvRecord {
  line: number;
  cells: string[];
}

export interface CsvReaderOptions {
  /** One character. */
  delimiter: string;
  /** More cells than this in one record stop the reading. */
  maxColumns: number;
  /** Longest record in characters; also what an unclosed quote may swallow at most. */
  maxRecordLength: number;
}

/** The file cannot be read on: what is wrong, and on which line. */
export class CsvStructureError extends Error {
  constructor(
    readonly line: number,
    readonly reason: string,
  ) {
    super(`Line ${line} ${reason}`);
  }
}

const QUOTE = 34;
const LF = 10;
const CR = 13;

/**
 * Reads RFC 4180 text piece by piece, with what files in the wild add: lines that end with CR alone, records of
 * different length, text after a closing quote. Blank lines are skipped. Written for speed: a cell without quotes
 * costs one scan and one slice. Throws `CsvStructureError` when a limit is passed.
 */
export class CsvReader {
  private text = '';
  private line = 1;
  private readonly delimiter: number;

  constructor(private readonly options: CsvReaderOptions) {
    this.delimiter = options.delimiter.charCodeAt(0);
  }

  /** The records that `piece` completes. */
  push(piece: string): CsvRecord[] {
    this.text = this.text === '' ? piece : this.text + piece;
    return this.read(false);
  }

  /** The record that ends with the file rather than with a line end, if any. */
  end(): CsvRecord[] {
    return this.read(true);
  }

  private read(isLast: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    const cursor = new RecordCursor(this.text, this.delimiter, isLast);
    let start = 0;
    while (start < this.text.length) {
      const cells = cursor.readRecord(start, this.options.maxColumns);
      if (cells === 'too many') this.fail(`has more than ${this.options.maxColumns} columns`);
      const length = (cells === 'incomplete' ? this.text.length : cursor.position) - start;
      if (length > this.options.maxRecordLength) {
        this.fail(
          `starts a record longer than ${this.options.maxRecordLength} characters; is a quotation mark open?`,
        );
      }
      if (cells === 'incomplete') break;
      if (cells.length > 1 || cells[0] !== '') records.push({ line: this.line, cells });
      this.line += cursor.lines;
      start = cursor.position;
    }
    this.text = this.text.slice(start);
    return records;
  }

  private fail(reason: string): never {
    throw new CsvStructureError(this.line, reason);
  }
}

/** Reads single records out of a text; `incomplete` means that the record may go on in the next piece. */
class RecordCursor {
  position = 0;
  /** Line ends that the last record spans. */
  lines = 0;

  constructor(
    private readonly text: string,
    private readonly delimiter: number,
    private readonly isLast: boolean,
  ) {}

  readRecord(start: number, maxColumns: number): string[] | 'incomplete' | 'too many' {
    const cells: string[] = [];
    this.position = start;
    this.lines = 0;
    for (;;) {
      const isQuoted = this.text.charCodeAt(this.position) === QUOTE;
      const cell = isQuoted ? this.readQuoted() : this.readPlain(this.position);
      if (cell === null) return 'incomplete';
      cells.push(cell);
      if (cells.length > maxColumns) return 'too many';
      if (this.text.charCodeAt(this.position) === this.delimiter) {
        this.position += 1;
        continue;
      }
      return this.skipLineEnd() ? cells : 'incomplete';
    }
  }

  /** Up to the next delimiter or line end, which stays unread. */
  private readPlain(start: number): string | null {
    const { text, delimiter } = this;
    const { length } = text;
    let end = start;
    for (; end < length; end += 1) {
      const code = text.charCodeAt(end);
      if (code === delimiter || code === LF || code === CR) break;
    }
    if (end === length && !this.isLast) return null;
    this.position = end;
    return text.slice(start, end);
  }

  private readQuoted(): string | null {
    const { text } = this;
    const start = this.position + 1;
    let end = text.indexOf('"', start);
    let isDoubled = false;
    while (end !== -1 && text.charCodeAt(end + 1) === QUOTE) {
      isDoubled = true;
      end = text.indexOf('"', end + 2);
    }
    // The quote at the very end may be the first half of a doubled one.
    if (end === -1 || (end + 1 === text.length && !this.isLast)) {
      if (!this.isLast) return null;
      end = end === -1 ? text.length : end;
    }
    const inner = text.slice(start, end);
    this.lines += countLineEnds(inner);
    const rest = this.readPlain(Math.min(end + 1, text.length));
    if (rest === null) return null;
    const value = isDoubled ? inner.replaceAll('""', '"') : inner;
    return rest === '' ? value : value + rest;
  }

  private skipLineEnd(): boolean {
    const { text } = this;
    if (this.position >= text.length) return this.isLast;
    const isCr = text.charCodeAt(this.position) === CR;
    if (isCr && this.position + 1 === text.length && !this.isLast) return false;
    this.lines += 1;
    this.position += isCr && text.charCodeAt(this.position + 1) === LF ? 2 : 1;
    return true;
  }
}

function countLineEnds(text: string): number {
  if (!text.includes('\n') && !text.includes('\r')) return 0;
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
