import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { serveWebAppAssets } from './serve-assets';
import { WebAppController } from './web-app.controller';
import { WebAppFiles } from './web-app-files';

describe('the web app', () => {
  let app: NestExpressApplication;
  const folder = mkdtempSync(join(tmpdir(), 'tidings-web-'));

  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<style nonce="__CSP_NONCE__"></style>');
    const script = 'start()';
    writeFileSync(join(folder, 'assets', 'index-abc.js'), script);
    writeFileSync(join(folder, 'assets', 'index-abc.js.br'), brotliCompressSync(script));
    writeFileSync(join(folder, 'assets', 'index-abc.js.gz'), gzipSync(script));
    writeFileSync(join(folder, 'assets', 'small-abc.css'), 'p { color: red }');
    const module = await Test.createTestingModule({
      controllers: [WebAppController],
      providers: [{ provide: WebAppFiles, useValue: new WebAppFiles(folder) }],
    }).compile();
    app = module.createNestApplication<NestExpressApplication>({ logger: false });
    serveWebAppAssets(app);
    await app.listen(0, '127.0.0.1');
  });

  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  it.each(['/app', '/app/', '/app/campaigns/1/report'])(
    'answers %s with the start page and a nonce of its own',
    async (path) => {
      const [first, second] = [
        await request(app.getHttpServer()).get(path),
        await request(app.getHttpServer()).get(path),
      ];
      const nonce = /'nonce-([^']+)'/.exec(first.headers['content-security-policy'] ?? '')?.[1];
      expect(first.text).toBe(`<style nonce="${nonce}"></style>`);
      expect(first.headers['cache-control']).toBe('no-cache');
      expect(second.text).not.toBe(first.text);
    },
  );

  it('lets browsers keep hashed files, and does not answer missing ones with the start page', async () => {
    const file = await request(app.getHttpServer()).get('/assets/index-abc.js').expect(200);
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    await request(app.getHttpServer()).get('/assets/index-old.js').expect(404);
    await request(app.getHttpServer()).get('/assets/../index.html').expect(404);
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', undefined],
  ])('sends to a browser that takes %s what the build has compressed', async (accepted, encoding) => {
    const file = await request(app.getHttpServer())
      .get('/assets/index-abc.js')
      .set('Accept-Encoding', accepted)
      .buffer(true)
      .parse((stream, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    expect(file.headers['content-encoding']).toBe(encoding);
    expect(file.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(file.headers['vary']).toContain('Accept-Encoding');
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('sends a file that has no compressed twin as it is, and knows what does not change', async () => {
    const file = await request(app.getHttpServer()).get('/assets/small-abc.css').expect(200);
    expect(file.headers['content-encoding']).toBeUndefined();
    expect(file.text).toBe('p { color: red }');
    const etag = String(file.headers['etag']);
    await request(app.getHttpServer()).get('/assets/small-abc.css').set('If-None-Match', etag).expect(304);
    await request(app.getHttpServer()).get('/assets/none.js').set('Accept-Encoding', 'br').expect(404);
  });

  it('shows the start page of the newest build without a restart', async () => {
    writeFileSync(join(folder, 'index.html'), '<p>Built anew</p>');
    expect((await request(app.getHttpServer()).get('/app')).text).toBe('<p>Built anew</p>');
  });
});
