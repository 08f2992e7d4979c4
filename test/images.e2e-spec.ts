import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aPng } from '../libs/testing/a-picture';
import { startApi, type TestApi, type TestWorkspace } from './support/api';

describe('images', () => {
  let folder: string;
  let api: TestApi;
  let home: TestWorkspace;
  let shade = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tidings-images-'));
    api = await startApi({ TIDINGS_DATA_DIR: folder, APP_URL: 'https://mail.example' });
    home = await api.aWorkspace({ name: 'Maré Alta' });
  });

  afterAll(async () => {
    await api.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const upload = (file: Buffer, options: object = {}, { http } = home) =>
    http
      .post('/api/v1/images')
      .field('options', JSON.stringify(options))
      .attach('file', file, { filename: 'harvest at dawn.svg', contentType: 'text/html' });
  const another = () => aPng({ color: [(shade += 1), 0, 0] });
  const files = () => readdirSync(join(folder, 'files', 'images', home.workspace.id));

  it('are what they hold, at an address of their own that mails may load for ever', async () => {
    const file = aPng({ width: 640, height: 320 });
    const { body } = await upload(file, { alt: 'Two people pick coffee' }).expect(201);
    expect(body).toMatchObject({
      name: 'harvest at dawn',
      alt: 'Two people pick coffee',
      mediaType: 'image/png',
      width: 640,
      height: 320,
      bytes: file.length,
    });
    expect(body.url).toMatch(/^https:\/\/mail\.example\/i\/[A-Za-z0-9_-]{22}\.png$/);
    expect(body.path).toBe(new URL(body.url as string).pathname);
    const shown = await api.http.get(body.path as string).expect(200);
    expect(shown.body).toEqual(file);
    expect(shown.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    });
    expect(shown.headers['set-cookie']).toBeUndefined();
    await api.http.head(body.path as string).expect(200);
    const known = api.http.get(body.path as string).set('If-None-Match', shown.headers['etag'] ?? '');
    await known.expect(304);
    const path = body.path as string;
    for (const wrong of [
      path.replace('.png', '.jpg'),
      path.replace('.png', ''),
      '/i/nothing.png',
      '/i/..%2f..%2fx.png',
    ]) {
      expect([wrong, (await api.http.get(wrong)).status]).toEqual([wrong, 404]);
    }
  });

  it('are one picture when the same bytes come again, and none when they are something else', async () => {
    const file = another();
    const first = await upload(file, { name: 'One' }).expect(201);
    const kept = files().length;
    const again = await upload(file, { name: 'Two' }).expect(201);
    expect(again.body).toEqual(first.body);
    const svg = await upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')).expect(400);
    expect([svg.body.code, svg.body.errors[0].pointer]).toEqual(['image.refused', '/file']);
    const large = await upload(Buffer.concat([another(), Buffer.alloc(5 * 1024 ** 2)])).expect(400);
    expect(large.body.detail).toMatch(/larger than 5 MB/);
    await upload(another(), { name: ' ' }).expect(400);
    await upload(another(), { title: 'x' }).expect(400);
    expect(files()).toHaveLength(kept);
  });

  it('are listed, named, and found by what they show', async () => {
    const { body } = await upload(another(), { name: 'Pier', alt: 'Boats in the fog' }).expect(201);
    await home.http.patch(`/api/v1/images/${body.id}`).send({ name: 'The old pier' }).expect(200);
    const found = await home.http.get('/api/v1/images?search=FOG').expect(200);
    expect(found.body.items).toEqual([{ ...body, name: 'The old pier' }]);
    const page = await home.http.get('/api/v1/images?limit=1').expect(200);
    expect([page.body.items.length, page.body.nextCursor]).toEqual([1, expect.any(String)]);
    const other = await api.aWorkspace();
    expect((await other.http.get('/api/v1/images').expect(200)).body.items).toEqual([]);
  });

  it('are not deleted unasked while an email, a version or the brand shows them', async () => {
    const { body: image } = await upload(another()).expect(201);
    const url = `/api/v1/images/${image.id}`;
    const block = {
      id: 'pic',
      kind: 'image',
      src: image.url,
      alt: 'x',
      href: '',
      width: null,
      align: 'left',
    };
    const email = { name: 'Spring', subject: 'Spring', document: { v: 1, blocks: [block] } };
    const { body: template } = await home.http.post('/api/v1/templates').send(email).expect(201);
    await home.http.put('/api/v1/brand').send({ logoUrl: image.url }).expect(200);
    const uses = await home.http.get(`${url}/uses`).expect(200);
    expect(uses.body).toEqual({
      templates: [{ id: template.id, name: 'Spring' }],
      savedBlocks: [],
      versions: 0,
      isLogo: true,
    });
    const refused = await home.http.delete(url).expect(409);
    expect([refused.body.code, refused.body.detail]).toEqual([
      'image.in-use',
      expect.stringContaining('"Spring"'),
    ]);
    await api.http.get(image.path as string).expect(200);
    await home.http.delete(`${url}?evenIfUsed=true`).expect(204);
    await api.http.get(image.path as string).expect(404);
    await home.http.get(url).expect(404);
    const { body: unused } = await upload(another()).expect(201);
    await home.http.delete(`/api/v1/images/${unused.id}`).expect(204);
  });

  it('are kept from those who may only read', async () => {
    const { body } = await upload(another()).expect(201);
    const http = api.withKey(await api.anApiKey(home.workspace.id, ['templates:read']));
    await http.get(`/api/v1/images/${body.id}`).expect(200);
    await upload(another(), {}, { ...home, http }).expect(403);
    await http.delete(`/api/v1/images/${body.id}`).expect(403);
  });
});
