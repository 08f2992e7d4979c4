import type { FieldError } from '@platform/errors';

export type JsonObject = Record<string, unknown>;

const MAX_ISSUES = 50;
// eslint-disable-next-line no-control-regex
const UNSTORABLE = /\u0000|\p{Cs}/u;

/** What one parse found wrong so far. Each reader of a value answers with something harmless after a report, so that all problems are found at once. */
export class BlockReader {
  readonly issues: FieldError[] = [];
  /** Of all blocks so far, those in columns too. */
  readonly blockIds = new Set<string>();

  report(pointer: string, code: string, message: string): void {
    if (this.issues.length < MAX_ISSUES) this.issues.push({ pointer, code: `template.${code}`, message });
  }

  /** The node as an object with no other keys than `allowed`; own keys only. */
  object(value: unknown, pointer: string, allowed: readonly string[]): JsonObject {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.report(pointer, 'not-an-object', `Expected an object with ${allowed.join(', ')}.`);
      return {};
    }
    for (const key of Object.keys(value).filter((known) => !allowed.includes(known))) {
      const shown = key.slice(0, 60).replace(/\p{Cs}/gu, '\ufffd');
      const message = `The key "${shown}" is not known here; take it out. Allowed: ${allowed.join(', ')}.`;
      this.report(`${pointer}/${shown.replaceAll('~', '~0').replaceAll('/', '~1')}`, 'unknown-key', message);
    }
    return value as JsonObject;
  }

  list(value: unknown, pointer: string, { min = 0, max }: { min?: number; max: number }): unknown[] {
    if (Array.isArray(value) && value.length >= min && value.length <= max) return value as unknown[];
    this.report(pointer, 'invalid-list', `Expected a list of ${min}–${max} entries.`);
    return [];
  }

  text(value: unknown, pointer: string, max: number): string {
    if (typeof value === 'string' && value.length <= max && !UNSTORABLE.test(value)) return value;
    this.report(pointer, 'invalid-text', `Expected a text of at most ${max} characters.`);
    return '';
  }

  matching(value: unknown, pointer: string, { what, form }: { what: string; form: RegExp }): string {
    if (typeof value === 'string' && form.test(value)) return value;
    this.report(pointer, 'invalid-value', `Expected ${what}.`);
    return '';
  }

  whole(value: unknown, pointer: string, { min, max }: { min: number; max: number }): number {
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
    this.report(pointer, 'invalid-number', `Expected a whole number from ${min} to ${max}.`);
    return min;
  }

  boolean(value: unknown, pointer: string): boolean {
    if (typeof value !== 'boolean') this.report(pointer, 'invalid-value', 'Expected true or false.');
    return value === true;
  }

  oneOf<Word extends string | number>(
    value: unknown,
    pointer: string,
    words: readonly [Word, ...Word[]],
  ): Word {
    const found = words.find((word) => word === value);
    if (found === undefined) this.report(pointer, 'not-allowed', `Expected one of: ${words.join(', ')}.`);
    return found ?? words[0];
  }
}
