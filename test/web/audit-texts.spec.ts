import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');

interface Texts {
  actions: Record<string, Record<string, string>>;
}

const texts = JSON.parse(readFileSync(join(root, 'apps/web/src/i18n/en/audit.json'), 'utf8')) as Texts;

const sources = ['libs/features', 'apps/api/src', 'apps/cli/src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('spec.ts'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8')),
);

/** Actions as the code that records them names them: where it makes an entry, or hands the action on. */
const actions = [
  ...new Set(
    sources
      .filter((source) => /audit|record\(/i.test(source))
      .flatMap((source) =>
        [...source.matchAll(/\baction: '([a-z-]+\.[a-z-]+)'/g)].map(([, action]) => action ?? ''),
      ),
  ),
].sort();

describe('the audit trail in the app', () => {
  it('has words for every action that is recorded', () => {
    const without = actions.filter((action) => {
      const [thing = '', deed = ''] = action.split('.');
      return texts.actions[thing]?.[deed] === undefined;
    });
    expect(actions.length).toBeGreaterThan(50);
    expect(without).toEqual([]);
  });
});
