import type { FieldError } from '@platform/errors';

export type JsonObject = Record<string, unknown>;

const MAX_ISSUES = 100;
const LONGEST_QUOTE = 60;
// eslint-disable-next-line no-control-regex
const UNSTORABLE = /\u0000|\p{Cs}/u;

/** What one parse found wrong so far. Each reader of a value reports at most once and answers undefined then. */
export class GraphReader {
  readonly issues: FieldError[] = [];

  report(pointer: string, code: string, message: string): undefined {
    if (this.issues.length < MAX_ISSUES) this.issues.push({ pointer, code: `sequence.${code}`, message });
    return undefined;
  }

  /** The node as an object with no other keys than `allowed`; own keys only. */
  object(value: unknown, pointer: string, allowed: readonly string[]): JsonObject | undefined {
    const node = this.anyObject(value, pointer, `with ${allowed.join(', ')}`);
    if (!node) return undefined;
    for (const key of Object.keys(node).filter((known) => !allowed.includes(known))) {
      this.report(
        `${pointer}/${escapeKey(key)}`,
        'unknown-key',
        `The key "${clip(key)}" is not known here; take it out. Allowed: ${allowed.join(', ')}.`,
      );
    }
    return node;
  }

  anyObject(value: unknown, pointer: string, what: string): JsonObject | undefined {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
    return this.report(pointer, 'not-an-object', `Expected an object ${what}.`);
  }

  list(value: unknown, pointer: string, { min, max }: { min: number; max: number }): unknown[] | undefined {
    if (Array.isArray(value) && value.length >= min && value.length <= max) return value as unknown[];
    return this.report(pointer, 'invalid-list', `Expected a list of ${min}–${max} entries.`);
  }

  text(value: unknown, pointer: string, { what, max }: { what: string; max: number }): string | undefined {
    if (typeof value === 'string' && value.trim() !== '' && value.length <= max && !UNSTORABLE.test(value)) {
      return value.trim();
    }
    return this.report(pointer, 'invalid-text', `Expected ${what}: a text of 1–${max} characters.`);
  }

  matching(
    value: unknown,
    pointer: string,
    { what, form }: { what: string; form: RegExp },
  ): string | undefined {
    if (typeof value === 'string' && form.test(value)) return value;
    return this.report(pointer, 'invalid-value', `Expected ${what}.`);
  }

  whole(value: unknown, pointer: string, { min, max }: { min: number; max: number }): number | undefined {
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
    return this.report(pointer, 'invalid-number', `Expected a whole number from ${min} to ${max}.`);
  }

  oneOf<Word extends string>(value: unknown, pointer: string, words: readonly Word[]): Word | undefined {
    const found = words.find((word) => word === value);
    return found ?? this.report(pointer, 'not-allowed', `Expected one of: ${words.join(', ')}.`);
  }
}

/** `read` unless the value is missing or null: then null. Undefined is a reported mistake. */
export function orNull<T>(value: unknown, read: (value: unknown) => T | undefined): T | null | undefined {
  return value === undefined || value === null ? null : read(value);
}

/** `read` unless the value is missing: then `otherwise`. */
export function orElse<T>(
  value: unknown,
  otherwise: T,
  read: (value: unknown) => T | undefined,
): T | undefined {
  return value === undefined ? otherwise : read(value);
}

/** True when no part is undefined, which is how readers say that they reported something. */
export function isWhole<T extends object>(parts: T): parts is { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.values(parts).every((part) => part !== undefined);
}

/** The beginning of a text, fit for a message: short, and no half of a surrogate pair. */
export function clip(text: string): string {
  return text.slice(0, LONGEST_QUOTE).replace(/\p{Cs}/gu, '\ufffd');
}

export function escapeKey(key: string): string {
  return clip(key).replaceAll('~', '~0').replaceAll('/', '~1');
}

export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);
