import {
  profileKeys,
  readAttributeText,
  readProfileValue,
  splitChoices,
  profileColumns,
  type AddressHasher,
  type AttributeValue,
  type ContactProfile,
  type FieldDeclaration,
} from '@features/contacts';
import { parseEmailAddress } from '@platform/mail';
import { isMailchimpTarget, mailchimpFields } from './column-targets';
import type { FilePlan, ImportProblem, RowStatus } from './contact-import';
import { CellMemo } from './cell-memo';
import type { CsvRecord } from './csv-reader';
import {
  readBirthday,
  readIp,
  readMailchimpAddress,
  readRating,
  readTags,
  readTime,
  undoFormulaGuard,
} from './read-cell';
import {
  commonPlace,
  HASH_PREFIX,
  NONE,
  toArrayLiteral,
  toCopyText,
  type RowLayout,
  type StageColumn,
} from './staged-row';

export interface RowReaderContext {
  workspaceId: string;
  layout: RowLayout;
  addresses: AddressHasher;
  now: Date;
  /** Choices that a field lacks are added instead of being an error. */
  addsChoices: boolean;
}

/** A row for the scratch table. */
export interface StagedRow {
  /** In COPY's text format, with its line break. */
  text: string;
  /** Hexadecimal. */
  addressHash: string;
}

/** `isFatal`: the row was lost with it. */
export type RowProblem = ImportProblem & { isFatal: boolean };

type CellReader = (cell: string) => string | undefined;

/** Longest note taken over, in characters. */
const MAX_NOTE = 10_000;
const MAX_COMPANY = 200;

/**
 * Turns records of one file into staged rows. Every column has its reader, made once; a reader stores the value and
 * returns what is wrong with it, if anything. A bad address loses the row, any other bad value only itself.
 */
export class RowReader {
  /** Problems found since the last `takeProblems`. */
  private problems: RowProblem[] = [];
  /** The row in hand: one value per column of the layout. The array is used again for every row. */
  private readonly row: string[];
  /** Members of a JSON object in COPY's text format; of two with the same name the later one counts. */
  private attributes = '';
  private leftReason = '';
  private readonly readers: (CellReader | null)[];
  private readonly emailColumn: number;

  constructor(
    private readonly plan: FilePlan,
    private readonly fields: Map<string, FieldDeclaration>,
    private readonly context: RowReaderContext,
  ) {
    this.row = new Array<string>(context.layout.columns.length).fill(NONE);
    this.emailColumn = plan.targets.indexOf('email');
    this.readers = plan.targets.map((target) => this.readerOf(target));
  }

  /** The staged row, or null when it has no usable address (then there is a problem to take). */
  read(record: CsvRecord, place: { position: number; file: number }): StagedRow | null {
    const { cells, line } = record;
    const row = this.row.fill(NONE);
    const address = this.readAddress(cells[this.emailColumn] ?? '');
    if ('reason' in address) {
      this.report(record, this.emailColumn, { reason: address.reason, isFatal: true });
      return null;
    }
    this.attributes = '';
    this.leftReason = '';
    row[commonPlace.position] = String(place.position);
    row[commonPlace.file] = String(place.file);
    row[commonPlace.line] = String(line);
    row[commonPlace.status] = this.plan.status;
    for (let column = 0; column < this.readers.length; column += 1) {
      const reader = this.readers[column];
      const cell = cells[column];
      if (!reader || cell === undefined || cell === '') continue;
      const problem = reader(undoFormulaGuard(cell));
      if (problem !== undefined) this.report(record, column, { reason: problem, isFatal: false });
    }
    row[commonPlace.attributes] = `{${this.attributes}}`;
    if (this.leftReason !== '') this.set('left_reason', this.leftReason);
    return { text: `${row.join('\t')}\n`, addressHash: address.hash };
  }

  takeProblems(): RowProblem[] {
    const taken = this.problems;
    this.problems = [];
    return taken;
  }

  get status(): RowStatus {
    return this.plan.status;
  }

  private readAddress(cell: string): { hash: string } | { reason: string } {
    const text = undoFormulaGuard(cell).trim();
    if (text === '') return { reason: 'missing address' };
    const parsed = parseEmailAddress(text);
    if (!parsed.ok) return { reason: `invalid address: it ${parsed.reason}` };
    // A usable address has no character that COPY would need escaped.
    this.row[commonPlace.email] = parsed.address;
    this.row[commonPlace.email_key] = parsed.key;
    const hash = this.context.addresses.hex(this.context.workspaceId, parsed.key);
    this.row[commonPlace.address_hash] = HASH_PREFIX + hash;
    return { hash };
  }

  private report(record: CsvRecord, column: number, problem: { reason: string; isFatal: boolean }): void {
    this.problems.push({
      file: this.plan.name,
      line: record.line,
      column: this.plan.header[column] ?? '',
      value: (record.cells[column] ?? '').slice(0, 500),
      ...problem,
    });
  }

  private set(column: StageColumn, value: string): void {
    this.row[this.context.layout.placeOf(column)] = toCopyText(value);
  }

  private readerOf(target: string): CellReader | null {
    if (target === 'email' || target === 'ignore') return null;
    if (profileKeys.includes(target as keyof ContactProfile)) {
      return this.profileReader(target as keyof ContactProfile);
    }
    if (target.startsWith('attributes.')) return this.attributeReader(target.slice('attributes.'.length));
    return isMailchimpTarget(target) ? this.mailchimpReader(target) : (this.otherReaders[target] ?? null);
  }

  private profileReader(key: keyof ContactProfile): CellReader {
    const column = profileColumns[key] as StageColumn;
    const isNumber = key === 'latitude' || key === 'longitude';
    const place = this.context.layout.placeOf(column);
    return memoised(
      (cell) => {
        const value = isNumber && cell.trim() !== '' ? Number(cell) : cell;
        const result = readProfileValue(key, value, this.context.now);
        if (!result.ok) return result;
        return { ok: true, value: result.value === null ? NONE : toCopyText(String(result.value)) };
      },
      (text) => {
        if (text !== NONE) this.row[place] = text;
      },
    );
  }

  private attributeReader(key: string): CellReader | null {
    const field = this.fields.get(key);
    if (!field) return null;
    return memoised(
      (cell) => {
        if (this.context.addsChoices) addChoices(field, cell);
        const result = readAttributeText(field, cell);
        if (!result.ok) return result;
        return { ok: true, value: result.value === null ? '' : memberOf(key, result.value) };
      },
      (member) => this.addMember(member),
    );
  }

  private addMember(member: string): void {
    if (this.attributes === '') this.attributes = member;
    else if (member !== '') this.attributes += `,${member}`;
  }

  private mailchimpReader(target: keyof typeof mailchimpFields): CellReader {
    const { key } = mailchimpFields[target];
    const hasField = this.fields.has(key);
    const keep = (value: AttributeValue): void => {
      if (hasField) this.addMember(memberOf(key, value));
    };
    if (target === 'rating') return withResult(readRating, keep);
    if (target === 'birthday') return withResult(readBirthday, keep);
    return (cell) => {
      const { text, city, postalCode } = readMailchimpAddress(cell);
      keep(text);
      if (city) this.set('city', city);
      if (postalCode) this.set('postal_code', postalCode);
      return undefined;
    };
  }

  private readonly otherReaders: Record<string, CellReader> = {
    company: (cell) => this.readText('company', cell, MAX_COMPANY),
    note: (cell) => this.readText('note', cell, MAX_NOTE),
    tags: withResult(readTags, (tags) => {
      if (tags.length > 0) this.set('tags', toArrayLiteral(tags));
    }),
    optInTime: withResult(readTime, (time) => this.set('opted_in_at', time)),
    optInIp: withResult(readIp, (ip) => this.set('opted_in_ip', ip)),
    confirmTime: withResult(readTime, (time) => this.set('confirmed_at', time)),
    confirmIp: withResult(readIp, (ip) => this.set('confirmed_ip', ip)),
    leftTime: withResult(readTime, (time) => this.set('left_at', time)),
    leftReason: (cell) => {
      this.leftReason = [cell.trim(), this.leftReason].filter((part) => part !== '').join(': ');
      return undefined;
    },
    leftReasonOther: (cell) => {
      this.leftReason = [this.leftReason, cell.trim()].filter((part) => part !== '').join(': ');
      return undefined;
    },
  };

  private readText(column: StageColumn, cell: string, limit: number): string | undefined {
    const text = cell.trim();
    if (text.length > limit) return `must be a text of at most ${limit} characters`;
    if (text !== '') this.set(column, text);
    return undefined;
  }
}

function withResult<T>(
  read: (cell: string) => { ok: true; value: T | null } | { ok: false; reason: string },
  keep: (value: T) => void,
): CellReader {
  return (cell) => {
    const result = read(cell.trim());
    if (!result.ok) return `must be ${result.reason}`;
    if (result.value !== null) keep(result.value);
    return undefined;
  };
}

/** As `withResult`, for columns whose cells tend to repeat: what a cell was read as is remembered, problems are not. */
function memoised(
  read: (cell: string) => { ok: true; value: string } | { ok: false; reason: string },
  keep: (text: string) => void,
): CellReader {
  const memo = new CellMemo();
  return (cell) => {
    const known = memo.get(cell);
    if (known !== undefined) {
      keep(known);
      return undefined;
    }
    const result = read(cell);
    if (!result.ok) return `must be ${result.reason}`;
    memo.put(cell, result.value);
    keep(result.value);
    return undefined;
  };
}

/** A member of a JSON object in COPY's text format. */
function memberOf(key: string, value: AttributeValue): string {
  return toCopyText(`${JSON.stringify(key)}:${JSON.stringify(value)}`);
}

/** New choices of a choice field, up to the limit a field may have. */
function addChoices(field: FieldDeclaration, cell: string): void {
  if (field.type !== 'choice' && field.type !== 'multi-choice') return;
  for (const choice of choicesIn(field, cell)) {
    if (field.choices.length < 500 && choice.length <= 200) field.choices.push(choice);
  }
}

function choicesIn(field: FieldDeclaration, cell: string): string[] {
  const result = readAttributeText({ type: field.type, choices: field.choices }, cell);
  if (result.ok) return [];
  const names = field.type === 'choice' ? [cell.trim()] : splitChoices(cell);
  return names.filter((name) => !readAttributeText({ type: 'choice', choices: field.choices }, name).ok);
}
