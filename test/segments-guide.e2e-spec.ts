import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { seedDemo } from '../apps/cli/src/demo/seed-demo';
import { startApi, type TestApi } from './support/api';

const root = join(__dirname, '..');
const guide = readFileSync(join(root, 'docs/segments/README.md'), 'utf8');

interface Example {
  heading: string;
  command: string;
  /** What the guide prints after it. */
  language: string;
  printed: string;
}

/** Each command of the guide with the block that follows it. */
const examples: Example[] = [
  ...guide.matchAll(/^## (.+)$|^```sh\n([\s\S]*?)^```\n\n```(json|text)\n([\s\S]*?)^```/gm),
]
  .reduce((found: Example[], [, title, command = '', language = '', printed = '']) => {
    const heading = title ?? found.at(-1)?.heading ?? '';
    return title === undefined
      ? [...found, { heading, command, language, printed }]
      : [...found, { heading, command: '', language: '', printed: '' }];
  }, [])
  .filter(({ command }) => command !== '');

let api: TestApi;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  api = await startApi();
  const { workspaceId } = await seedDemo(api.app, () => undefined);
  folder = mkdtempSync(join(tmpdir(), 'tidings-guide-'));
  env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    TIDINGS: `${api.url}/api/v1`,
    KEY: await api.anApiKey(workspaceId),
    DATABASE_URL: api.databaseUrl,
    APP_SECRET: 'a secret for the commands of the guide, long enough',
    TIDINGS_DATA_DIR: join(folder, 'data'),
    SMTP_URL: 'smtp://127.0.0.1:1',
    CLI: [
      process.execPath,
      '-r',
      'reflect-metadata',
      '-r',
      join(root, 'test/support/run-typescript.cjs'),
      join(root, 'apps/cli/src/main.ts'),
    ].join(' '),
  };
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await api.close();
});

/** What the command prints, errors included. The command line runs from its sources, as `npm run -s cli --` does from the build. */
async function run(command: string): Promise<string> {
  const script = command.replaceAll('npm run -s cli --', '$CLI');
  const options = { cwd: folder, env: { ...env, NODE_PATH: join(root, 'node_modules') } };
  const { stdout, stderr } = await promisify(execFile)('bash', ['-c', script], options).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  return `${stdout}${stderr}`.trim();
}

/** `…` in the guide stands for anything: a text, the rest of a list. Keys that the guide leaves out may be there. */
function expected(json: unknown): unknown {
  if (json === '…') return expect.anything() as unknown;
  if (Array.isArray(json)) {
    const shown = json.map(expected);
    return json.at(-1) === '…' ? (expect.arrayContaining(shown.slice(0, -1)) as unknown) : shown;
  }
  if (typeof json !== 'object' || json === null) return json;
  return expect.objectContaining(
    Object.fromEntries(Object.entries(json).map(([key, value]) => [key, expected(value)])),
  ) as unknown;
}

/** Lines as a pattern: times and ids differ, and a line of `…` stands for any lines. */
function pattern(text: string): RegExp {
  const lines = text
    .trim()
    .split('\n')
    .map((line) => {
      if (line.trim() === '…') return '[\\s\\S]*';
      const escaped = line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      return escaped
        .replace(/Took \d+ ms/, 'Took [\\d,]+ ms')
        .replace(/^[0-9a-f]{8}-[0-9a-f-]{27}/, '[0-9a-f-]{36}');
    });
  return new RegExp(`^${lines.join('\n')}$`);
}

it('the guide shows what every command prints', () => {
  expect(examples.length).toBeGreaterThan(6);
  expect(guide.match(/^```sh$/gm)).toHaveLength(examples.length);
});

it.each(examples.map((example, index) => [`${example.heading} (${index + 1})`, example] as const))(
  '%s',
  async (_name, { command, language, printed }) => {
    const output = await run(command);
    if (language === 'json') expect(JSON.parse(output)).toEqual(expected(JSON.parse(printed)));
    else expect(output).toMatch(pattern(printed));
  },
);
