import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    writeFileSync(join(folder, 'assets', 'index-abc.js'), 'start()');
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
});
