import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ACCOUNTS } from './german/accounts';
import { PEOPLE } from './german/people';
import { REQUESTS } from './german/requests';
import { SENDING } from './german/sending';
import { sayIn } from './sentences';

const features = join(__dirname, '../../../../../libs/features');
const errorFiles = readdirSync(features, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.errors.ts'),
);

/** What a template says, with X1, X2, … for its values. */
function sampleOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return (
    node.head.text + node.templateSpans.map((span, index) => `X${index + 1}${span.literal.text}`).join('')
  );
}

/** The sentences in a file of errors. */
function sentencesOf(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(features, file), 'utf8'),
    ts.ScriptTarget.ES2022,
    true,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const sample = sampleOf(node);
    if (sample !== null && /^["X{A-Z].* .*\.$/s.test(sample)) found.push(sample);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

it.each(errorFiles)('every problem of %s can be told in German', (file) => {
  expect(sentencesOf(file).filter((sentence) => sayIn('de', sentence) === sentence)).toEqual([]);
});

it('finds the sentences at all', () => {
  expect(errorFiles.flatMap(sentencesOf).length).toBeGreaterThan(100);
});

it('takes the values along, and words for states and things', () => {
  expect(sayIn('de', 'Counting took longer than 20 seconds. Ask for a shorter period.')).toContain(
    '20 Sekunden',
  );
  expect(sayIn('de', 'The sequence is archived; only one that is active can be paused.')).toBe(
    'Die Sequenz ist archiviert; in diesem Zustand geht das nicht.',
  );
  expect(sayIn('de', 'There is no segment with the id 7 in this workspace.')).toContain(
    '„Segment“ mit der ID 7',
  );
});

it('leaves what it does not know, and English, as it is', () => {
  expect(sayIn('de', 'Nobody translated this.')).toBe('Nobody translated this.');
  expect(sayIn('en', 'The name is taken.')).toBe('The name is taken.');
});

it('prefers the sentence that says more itself', () => {
  expect(sayIn('de', 'The name is taken.')).not.toContain('The name');
  expect(sayIn('de', 'acme is taken.')).toBe('acme ist vergeben.');
});

it('leaves names that people chose as they are', () => {
  expect(sayIn('de', 'The topic "active" is archived; choose another one.')).toContain('„active“');
});

// A pattern that goes back and forth would not end here.
it('ends with whatever callers put into a sentence', () => {
  const key = `The ${' "" ('.repeat(20_000)}`;
  expect(sayIn('de', `${key} is not known.`)).toContain(key);
});

it('names in German only values that the English sentence has', () => {
  const placesOf = (text: string): string[] =>
    [...text.matchAll(/\{([A-Za-z]+)\}/g)].map(([, name]) => name ?? '');
  const wrong = Object.entries({ ...ACCOUNTS, ...PEOPLE, ...REQUESTS, ...SENDING }).filter(
    ([english, german]) => placesOf(german).some((name) => !placesOf(english).includes(name)),
  );
  expect(wrong).toEqual([]);
});
