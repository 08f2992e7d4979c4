import type { FieldError } from '@platform/errors';

export type Shape = Record<string, unknown>;

/** Reads a JSON value that came from outside, and collects every problem with its pointer instead of stopping at the first. */
export class ShapeReader {
  readonly errors: FieldError[] = [];

  fail(pointer: string, message: string): void {
    this.errors.push({ pointer, code: 'form.invalid-field', message });
  }

  /** An object; unknown keys are problems. */
  object(value: unknown, pointer: string, keys: readonly string[]): Shape {
    if (value === undefined) return {};
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.fail(pointer, `${nameOf(pointer)} must be an object.`);
      return {};
    }
    for (const key of Object.keys(value)) {
      if (!keys.includes(key))
        this.fail(
          `${pointer}/${key.slice(0, 60)}`,
          `${key.slice(0, 60)} is not known here. Known: ${keys.join(', ')}.`,
        );
    }
    return value as Shape;
  }

  list(value: unknown, pointer: string, max: number): unknown[] {
    if (value === undefined) return [];
    if (Array.isArray(value) && value.length <= max) return value as unknown[];
    this.fail(pointer, `${nameOf(pointer)} must be a list of at most ${max}.`);
    return [];
  }

  text(value: unknown, pointer: string, rule: { max: number; fallback: string }): string {
    if (value === undefined || value === null) return rule.fallback;
    if (typeof value === 'string' && value.length <= rule.max && !value.includes('\u0000'))
      return value.trim();
    this.fail(pointer, `${nameOf(pointer)} must be a text of at most ${rule.max} characters.`);
    return rule.fallback;
  }

  flag(value: unknown, pointer: string, fallback: boolean): boolean {
    if (value === undefined) return fallback;
    if (typeof value === 'boolean') return value;
    this.fail(pointer, `${nameOf(pointer)} must be true or false.`);
    return fallback;
  }

  choice<T extends string>(value: unknown, pointer: string, rule: { of: readonly T[]; fallback: T }): T {
    if (value === undefined) return rule.fallback;
    if (rule.of.includes(value as T)) return value as T;
    this.fail(pointer, `${nameOf(pointer)} must be one of: ${rule.of.join(', ')}.`);
    return rule.fallback;
  }

  /** A whole number, or null where it may be left out. */
  whole(value: unknown, pointer: string, range: { min: number; max: number }): number | null {
    if (value === undefined || value === null) return null;
    if (Number.isInteger(value) && Number(value) >= range.min && Number(value) <= range.max)
      return Number(value);
    this.fail(pointer, `${nameOf(pointer)} must be a whole number from ${range.min} to ${range.max}.`);
    return null;
  }

  /** An address that browsers may be sent to: http or https, and nothing else. */
  url(value: unknown, pointer: string): string | null {
    if (value === undefined || value === null) return null;
    const text = typeof value === 'string' && value.length <= 2000 ? value.trim() : '';
    const parsed = URL.canParse(text) ? new URL(text) : null;
    const isPlain = parsed !== null && parsed.username === '' && parsed.password === '';
    if (isPlain && (parsed.protocol === 'https:' || parsed.protocol === 'http:')) return parsed.href;
    this.fail(
      pointer,
      `${nameOf(pointer)} must be an address that starts with https:// or http://, without user name or password.`,
    );
    return null;
  }

  uuid(value: unknown, pointer: string): string | null {
    if (value === undefined || value === null) return null;
    if (typeof value === 'string' && UUID.test(value)) return value.toLowerCase();
    this.fail(pointer, `${nameOf(pointer)} must be an id (a UUID).`);
    return null;
  }

  /** A plain text stands for the first language. */
  local(
    value: unknown,
    pointer: string,
    rule: { languages: readonly string[]; max: number },
  ): Record<string, string> {
    const first = rule.languages[0] ?? 'en';
    if (value === undefined || value === null) return {};
    if (typeof value === 'string') return { [first]: this.text(value, pointer, { ...rule, fallback: '' }) };
    const texts = this.object(value, pointer, rule.languages);
    const read = Object.entries(texts).map(([language, text]): [string, string] => [
      language,
      this.text(text, `${pointer}/${language}`, { max: rule.max, fallback: '' }),
    ]);
    return Object.fromEntries(
      read.filter(([language, text]) => text !== '' && rule.languages.includes(language)),
    );
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function nameOf(pointer: string): string {
  return pointer.slice(1).replaceAll('/', '.');
}
