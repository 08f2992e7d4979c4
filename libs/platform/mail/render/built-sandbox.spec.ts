import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { transformFileSync } from '@swc/core';

/** The other specs run the thread from TypeScript; production runs it from JavaScript. */
describe('RenderPool in a build', () => {
  const root = join(__dirname, '..', '..', '..', '..');
  const target = mkdtempSync(join(tmpdir(), 'tidings-mail-'));
  afterAll(() => rmSync(target, { recursive: true, force: true }));

  const build = (folder: string): void => {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.ts') && !/\.(?:d|spec)\.ts$/.test(name))) {
      const output = join(target, folder, file.replace(/\.ts$/, '.js'));
      const parser = { syntax: 'typescript' as const, decorators: true };
      const transform = { legacyDecorator: true, decoratorMetadata: true };
      const { code } = transformFileSync(join(root, folder, file), {
        swcrc: false,
        jsc: { parser, transform, target: 'es2022' },
        module: { type: 'commonjs' },
      });
      const errors = `./${relative(dirname(output), join(target, 'libs/platform/errors'))}`;
      mkdirSync(dirname(output), { recursive: true });
      writeFileSync(output, code.replaceAll('@platform/errors', errors));
    }
  };

  it('compiles and assembles from JavaScript alone, and lets the process end', () => {
    build('libs/platform/errors');
    build('libs/platform/mail');
    symlinkSync(join(root, 'node_modules'), join(target, 'node_modules'));
    const script = `
      const { RenderPool } = require('./libs/platform/mail/render/render-pool.js');
      (async () => {
        const pool = new RenderPool();
        const mjml = '<mjml><mj-body><mj-section><mj-column><mj-text>Hi {{n}}</mj-text></mj-column></mj-section></mj-body></mjml>';
        const message = await pool.compile({ mjml, subject: 'Hi' });
        const from = { address: 'a@x.example' };
        const plan = { message, from, messageIdDomain: 'x.example', publicBaseUrl: 'https://x.example' };
        const [result] = await pool.assemble(plan, [{ to: { address: 'b@x.example' }, context: { n: 'Zoë' } }]);
        process.stdout.write(Buffer.from(result.raw).toString());
      })();`;
    // Not closed on purpose: an idle thread must not keep the process alive.
    const output = execFileSync(process.execPath, ['-e', script], {
      cwd: target,
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(output).toContain('>Hi Zo&#235;</div>');
  });
});
