import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scripts = join(__dirname, '../../../scripts/bootstrap');

// Each question starts a Node of its own.
/**
 * Result of an expression that uses `script`, one of the start scripts. They are plain ES modules, because they run
 * before anything is compiled.
 */
function evaluate(file: string, expression: string): unknown {
  const code = `import * as script from ${JSON.stringify(join(scripts, file))};
    console.log(JSON.stringify(${expression}));`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }),
  );
}

describe('the start scripts', () => {
  it('know the versions of Node that can load what we need', () => {
    const versions = ['18.20.0', '20.18.3', '20.19.0', '21.7.0', '22.11.0', '22.12.0', '23.0.0', '24.9.0'];
    expect(
      evaluate('node-version.mjs', `${JSON.stringify(versions)}.map((v) => script.isSupported(v))`),
    ).toEqual([false, false, true, false, false, true, true, true]);
  });

  it('find packages that are missing or of another version, but not optional ones', () => {
    const lock = {
      packages: {
        '': { version: '1.0.0' },
        'node_modules/there': { version: '1.0.0' },
        'node_modules/old': { version: '2.0.0' },
        'node_modules/a/node_modules/absent': { version: '1.0.0' },
        'node_modules/for-windows': { version: '1.0.0', optional: true },
      },
    };
    const installed = {
      packages: { 'node_modules/there': { version: '1.0.0' }, 'node_modules/old': { version: '1.9.0' } },
    };
    const expression = `script.missingPackages(${JSON.stringify(lock)}, ${JSON.stringify(installed)})`;
    expect(evaluate('packages.mjs', expression)).toEqual(['old', 'absent']);
  });

  describe('and the stamp of a build', () => {
    let root: string;
    const step = { inputs: ['libs'], outputs: ['dist/main.js'], stamp: 'dist/.stamp' };

    const write = (file: string, text: string) => {
      mkdirSync(join(root, file, '..'), { recursive: true });
      writeFileSync(join(root, file), text);
    };
    const fingerprint = () =>
      evaluate('sources.mjs', `script.fingerprint(${JSON.stringify(root)}, ['libs'])`) as string;
    const isCurrent = () =>
      evaluate('sources.mjs', `script.isCurrent(${JSON.stringify(root)}, ${JSON.stringify(step)})`);

    beforeEach(() => {
      root = mkdtempSync(join(tmpdir(), 'tidings-stamp-'));
      write('libs/a.ts', 'one');
      write('dist/main.js', '');
      write('dist/.stamp', `${fingerprint()}\n`);
    });

    afterEach(() => rmSync(root, { recursive: true }));

    it('is current until a source changes, appears or goes', () => {
      expect(isCurrent()).toBe(true);
      write('libs/a.ts', 'two');
      expect(isCurrent()).toBe(false);
      write('libs/a.ts', 'one');
      expect(isCurrent()).toBe(true);
      write('libs/b.ts', '');
      expect(isCurrent()).toBe(false);
    });

    it('does not care for tests', () => {
      write('libs/a.spec.ts', 'test');
      write('libs/testing/index.ts', 'test');
      expect(isCurrent()).toBe(true);
    });

    it('is worth nothing without what was built', () => {
      rmSync(join(root, 'dist/main.js'));
      expect(isCurrent()).toBe(false);
    });
  });
});
