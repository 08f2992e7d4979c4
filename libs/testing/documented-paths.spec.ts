import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');
const FOLDERS = ['apps', 'docs', 'libs', 'scripts', 'templates', 'test'];

const read = (page: string): string => readFileSync(join(root, page), 'utf8').replace(/^```[^]*?^```/gm, '');
const below = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`);

/** What stands in backticks on a page, as single words: commands are none. */
const quoted = (page: string): string[] =>
  [...read(page).matchAll(/`([^`\s]+)`/g)].map(([, word]) => word as string);

/** Up to what the reader is to fill in: `libs/features/<noun>/index.ts`, `apps/api/src/campaigns/*.dto.ts`. */
const fixedPart = (path: string): string => path.replace(/[^/]*[<*…][^]*$/, '');

describe.each(['docs/architecture.md', 'CONTRIBUTING.md'])('%s', (page) => {
  const isPath = (word: string): boolean => FOLDERS.some((folder) => word.startsWith(`${folder}/`));

  it('names only files and folders that exist', () => {
    const paths = quoted(page).filter(isPath);
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((path) => !existsSync(join(root, fixedPart(path))))).toEqual([]);
  });

  it('names only files that exist where it leaves their folder out', () => {
    const files = [...readdirSync(root), ...FOLDERS.flatMap(below)].map((file) => `/${file}`);
    const isFile = (word: string): boolean => /^[a-z][\w-]+[\w./-]*\.(ts|tsx|mjs|mjml|md)$/.test(word);
    const names = quoted(page).filter((word) => isFile(word) && !isPath(word));
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !files.some((file) => file.endsWith(`/${name}`)))).toEqual([]);
  });
});

const pages = ['README.md', 'CONTRIBUTING.md', ...below('docs').filter((path) => path.endsWith('.md'))];

it.each(pages)('%s links only to pages that exist', (page) => {
  const targets = [...read(page).matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(
    ([, target]) => target as string,
  );
  expect(targets.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
});
