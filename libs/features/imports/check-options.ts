import { tidyText } from '@features/contacts';
import { importFormats, rowStatuses, type ImportOptions } from './contact-import';
import { invalidOption } from './imports.errors';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const BOOLEANS = ['dryRun', 'trackingConsent', 'createMissingFields'] as const;
const TEXTS = { consentStatement: 5000, legalBasis: 200, source: 100 } as const;
const KNOWN = [
  ...BOOLEANS,
  ...Object.keys(TEXTS),
  'format',
  'status',
  'onExisting',
  'topicId',
  'impliedUntil',
  'mapping',
  'tags',
];

/**
 * Checks options that come from outside (a form part, a command line) and returns them typed. Unknown keys and wrong
 * values are `contact-import.invalid-option` with a pointer below `/options`.
 */
export function checkOptions(input: unknown): ImportOptions {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw invalidOption('/options', 'options must be a JSON object.');
  }
  const options = input as Record<string, unknown>;
  for (const key of Object.keys(options)) {
    if (!KNOWN.includes(key)) {
      throw invalidOption(
        `/options/${key.slice(0, 80)}`,
        `${key.slice(0, 80)} is no option. Known: ${KNOWN.join(', ')}.`,
      );
    }
  }
  for (const key of BOOLEANS) expect(options, key, 'true or false', (value) => typeof value === 'boolean');
  for (const [key, limit] of Object.entries(TEXTS)) {
    expect(options, key, `a text of at most ${limit} characters`, (value) => isText(value, limit));
  }
  expectOneOf(options, 'format', importFormats);
  expectOneOf(options, 'status', rowStatuses);
  expectOneOf(options, 'onExisting', ['update', 'skip']);
  expect(options, 'topicId', 'the id of a topic', (value) => typeof value === 'string' && UUID.test(value));
  expect(options, 'impliedUntil', 'a moment with its offset, such as 2028-11-22T00:00:00Z', isInstant);
  expect(options, 'mapping', 'an object of at most 500 column headings with their targets', isMapping);
  expect(options, 'tags', 'a list of at most 100 names of 1 to 100 characters', isTags);
  return options;
}

function expect(
  options: Record<string, unknown>,
  key: string,
  wanted: string,
  isRight: (value: unknown) => boolean,
): void {
  const value = options[key];
  if (value !== undefined && !isRight(value))
    throw invalidOption(`/options/${key}`, `${key} must be ${wanted}.`);
}

function expectOneOf(options: Record<string, unknown>, key: string, allowed: readonly string[]): void {
  expect(options, key, `one of: ${allowed.join(', ')}`, (value) => allowed.includes(value as string));
}

function isInstant(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:\d{2})$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}

function isText(value: unknown, limit: number): boolean {
  return typeof value === 'string' && value.length <= limit && !value.includes('\u0000');
}

function isMapping(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const targets = Object.values(value);
  return targets.length <= 500 && targets.every((target) => isText(target, 100));
}

function isTags(value: unknown): boolean {
  const isTag = (tag: unknown): boolean => isText(tag, 100) && tidyText(tag as string) !== '';
  return Array.isArray(value) && value.length <= 100 && value.every(isTag);
}
