import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../apps/web/src/i18n');
const FEATURES = readdirSync(join(FOLDER, 'en'));
/** What i18next appends to a key per plural form; languages differ in which they have. */
const PLURAL = /_(zero|one|two|few|many|other)$/;

type Texts = { [key: string]: string | Texts };

function texts(language: string, file: string): [string, string][] {
  const flat = (node: Texts, path: string): [string, string][] =>
    Object.entries(node).flatMap(([key, value]) =>
      typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
    );
  return flat(JSON.parse(readFileSync(join(FOLDER, language, file), 'utf8')) as Texts, '');
}

/** `{{name}}`, `{{count, number}}` and `<1>`: what the code fills in. One form of a plural may leave its number out. */
function gaps(text: string): string[] {
  return [...text.matchAll(/{{-?\s*([\w.]+)[^}]*}}|<(\w+)\/?>/g)]
    .map(([, name, tag]) => name ?? `<${tag}>`)
    .filter((gap) => gap !== 'count')
    .sort();
}

/** Per key, without its plural form, what is to be filled in. */
function shape(language: string, file: string): Record<string, string> {
  return Object.fromEntries(
    texts(language, file).map(([key, text]) => [key.replace(PLURAL, ''), gaps(text).join(' ')]),
  );
}

describe('the texts of the web app', () => {
  it('has the same files in English and German', () => {
    expect(readdirSync(join(FOLDER, 'de'))).toEqual(FEATURES);
  });

  it.each(FEATURES)('says the same in both languages: %s', (file) => {
    expect(shape('de', file)).toEqual(shape('en', file));
  });

  it.each(FEATURES)('has one and many of every plural: %s', (file) => {
    for (const language of ['en', 'de']) {
      const keys = texts(language, file).map(([key]) => key);
      const plurals = new Set(keys.filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')));
      const missing = [...plurals].flatMap((key) =>
        ['one', 'other'].map((form) => `${key}_${form}`).filter((name) => !keys.includes(name)),
      );
      expect(missing).toEqual([]);
    }
  });

  it.each(FEATURES)('leaves no text empty: %s', (file) => {
    for (const language of ['en', 'de']) {
      expect(texts(language, file).filter(([, text]) => text.trim() === '')).toEqual([]);
    }
  });
});
