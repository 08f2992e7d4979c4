import type { FieldError } from '@platform/errors';
import type { FieldCatalogue } from './field-catalogue';
import { MAX_TEXT, RANGES, type NumberRange } from './limits';
import { didYouMean } from './nearest';
import { MAX_RULES } from './rule-tree';

export type JsonObject = Record<string, unknown>;

const MAX_ISSUES = 50;
const LONGEST_QUOTE = 60;
// eslint-disable-next-line no-control-regex
const UNSTORABLE = /\u0000|\p{Cs}/u;

/** Shared state of one parse: the problems found so far and how many rules were read. */
export class TreeReader {
  readonly issues: FieldError[] = [];
  private rules = 0;
  private groups = 0;

  constructor(
    readonly fields: FieldCatalogue,
    /** False for stored trees: a choice that was removed later matches nobody, but breaks nothing. */
    readonly checksChoices: boolean,
  ) {}

  /** `message` may be a function when it costs something to find; it is asked only while there is room. */
  report(pointer: string, code: string, message: string | (() => string)): undefined {
    if (this.issues.length >= MAX_ISSUES) return undefined;
    const text = typeof message === 'string' ? message : message();
    this.issues.push({ pointer, code: `segment.${code}`, message: text });
    return undefined;
  }

  /** Counts one rule; false once the tree is too large, so that nobody walks the rest. */
  countRule(pointer: string): boolean {
    this.rules += 1;
    if (this.rules === MAX_RULES + 1) {
      this.report(
        pointer,
        'too-many-rules',
        `A rule tree holds at most ${MAX_RULES} rules; use a segment rule to split it.`,
      );
    }
    return this.rules <= MAX_RULES;
  }

  /** As `countRule`, for groups: they may hold nothing at all, so they are counted apart. */
  countGroup(pointer: string): boolean {
    this.groups += 1;
    if (this.groups === MAX_RULES + 1) {
      this.report(pointer, 'too-many-groups', `A rule tree holds at most ${MAX_RULES} groups.`);
    }
    return this.groups <= MAX_RULES;
  }

  /** The node as an object with no other keys than `allowed`; own keys only, so `__proto__` is just unknown. */
  object(value: unknown, pointer: string, allowed: readonly string[]): JsonObject | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return this.report(pointer, 'not-an-object', `Expected an object with ${allowed.join(', ')}.`);
    }
    const unknown = Object.keys(value).filter((key) => !allowed.includes(key));
    for (const key of unknown.slice(0, 3)) {
      this.report(
        `${pointer}/${escapeKey(key)}`,
        'unknown-key',
        () => `This key is not known here.${didYouMean(key, allowed)} Allowed: ${allowed.join(', ')}.`,
      );
    }
    return unknown.length > 0 ? undefined : (value as JsonObject);
  }

  text(value: unknown, pointer: string, what: string): string | undefined {
    if (
      typeof value === 'string' &&
      value.trim() !== '' &&
      value.length <= MAX_TEXT &&
      !UNSTORABLE.test(value)
    ) {
      return value;
    }
    return this.report(pointer, 'invalid-text', `Expected ${what}: a text of 1–${MAX_TEXT} characters.`);
  }

  number(value: unknown, pointer: string, range: NumberRange = RANGES.number): number | undefined {
    const { min, max, whole = false } = range;
    const fits = typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max;
    if (fits && (!whole || Number.isInteger(value))) return value;
    return this.report(
      pointer,
      'invalid-number',
      `Expected a ${whole ? 'whole ' : ''}number from ${min} to ${max}.`,
    );
  }

  oneOf<Word extends string>(value: unknown, pointer: string, words: readonly Word[]): Word | undefined {
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    return this.report(
      pointer,
      'not-allowed',
      () => `Expected one of: ${words.join(', ')}.${didYouMean(value, words)}`,
    );
  }

  boolean(value: unknown, pointer: string): boolean | undefined {
    return typeof value === 'boolean'
      ? value
      : this.report(pointer, 'invalid-boolean', 'Expected true or false.');
  }
}

export function has(object: JsonObject, key: string): boolean {
  return Object.hasOwn(object, key);
}

/** The beginning of a text out of a tree, fit for an error message: short, and no half of a surrogate pair. */
export function clip(text: string): string {
  return text.slice(0, LONGEST_QUOTE).replace(/\p{Cs}/gu, '\ufffd');
}

function escapeKey(key: string): string {
  return clip(key).replaceAll('~', '~0').replaceAll('/', '~1');
}
