import type { FieldError } from '@platform/errors';
import type { FieldCatalogue } from './field-catalogue';
import { MAX_RULES } from './rule-tree';

export type JsonObject = Record<string, unknown>;

const MAX_ISSUES = 50;
const MAX_TEXT = 500;
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

  report(pointer: string, code: string, message: string): undefined {
    if (this.issues.length < MAX_ISSUES) this.issues.push({ pointer, code: `segment.${code}`, message });
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
        `This key is not known here. Allowed: ${allowed.join(', ')}.`,
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

  number(
    value: unknown,
    pointer: string,
    range?: { min: number; max: number; whole?: boolean },
  ): number | undefined {
    const { min = -1e15, max = 1e15, whole = false } = range ?? {};
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
    return found ?? this.report(pointer, 'not-allowed', `Expected one of: ${words.join(', ')}.`);
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

function escapeKey(key: string): string {
  return key.slice(0, 60).replaceAll('~', '~0').replaceAll('/', '~1');
}
