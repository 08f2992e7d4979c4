import { mkdtempSync, rmSync } from 'node:fs';
import { get as httpGet } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Response } from 'supertest';
import type { TestWorkspace } from './support/api';
import { readyToSend, startProduct, type TestProduct } from './support/product';
import { until } from './support/until';

const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36';
const SCANNER = 'Mozilla/5.0 (compatible; Barracuda/7.0)';
const TEXT = `%PDF-1.7 ${'0123456789'.repeat(50)}`;

describe('assets', () => {
  let folder: string;
  let product: TestProduct;
  let home: TestWorkspace;
  let count = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tidings-assets-'));
    product = await startProduct({ env: { TIDINGS_DATA_DIR: folder } });
    home = await product.api.aWorkspace({ name: 'Maré Alta' });
    await readyToSend(home);
  });

  afterAll(async () => {
    await product.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const upload = (options: object, file = TEXT, name = 'Guia do café.pdf') =>
    home.http
      .post('/api/v1/assets')
      .field('options', JSON.stringify(options))
      .attach('file', Buffer.from(file), { filename: name });

  /** An asset, a contact, and a link between them. */
  const aLink = async (options: object = {}) => {
    count += 1;
    const asset = await upload({ name: `Guide ${count}`, ...options }).expect(201);
    const email = `reader-${count}@example.com`;
    const contact = await home.http.post('/api/v1/contacts').send({ email }).expect(201);
    const [assetId, contactId] = [asset.body.id as string, contact.body.id as string];
    const link = await home.http.post(`/api/v1/assets/${assetId}/links`).send({ contactId }).expect(201);
    const { pathname } = new URL(link.body.url as string);
    return { assetId, contactId, email, path: pathname };
  };

  const get = (path: string, headers: Record<string, string> = {}) =>
    product.api.http
      .get(path)
      .set({ 'User-Agent': BROWSER, ...headers })
      .buffer(true)
      .parse(asBuffer);
  const counts = async (assetId: string) =>
    (await home.http.get(`/api/v1/assets/${assetId}`).expect(200)).body.counts;
  const events = async (contactId: string) =>
    product.api.db.query<{ name: string; properties: Record<string, unknown> }>(
      `SELECT name, properties FROM contact_events WHERE contact_id = $1 AND name LIKE 'asset.%'`,
      [contactId],
    );

  it('are uploaded, changed, replaced, archived and deleted', async () => {
    const created = await upload({ name: 'The guide', linkDays: 3, maxDownloads: 2 }).expect(201);
    expect(created.body).toMatchObject({
      key: 'the-guide',
      linkDays: 3,
      maxDownloads: 2,
      version: { number: 1, fileName: 'Guia do café.pdf', mediaType: 'application/pdf', bytes: TEXT.length },
    });
    const path = `/api/v1/assets/${created.body.id}`;
    const replaced = await home.http
      .post(`${path}/versions`)
      .attach('file', Buffer.from('just text'), 'b.txt');
    expect([replaced.status, replaced.body.version.mediaType]).toEqual([201, 'text/plain']);
    expect((await home.http.get(`${path}/versions`).expect(200)).body.items).toHaveLength(2);
    const first = await home.http.get(`${path}/file?version=1`).buffer(true).parse(asBuffer).expect(200);
    expect(String(first.body)).toBe(TEXT);
    await home.http.get(`${path}/file?version=99999999999999`).expect(404);
    await home.http.delete(`${path}/versions/1`).expect(204);
    await home.http.patch(path).send({ name: 'Renamed', maxDownloads: null }).expect(200);
    await home.http.post(`${path}/archive`).expect(200);
    const list = await home.http.get('/api/v1/assets?status=archived').expect(200);
    expect(list.body.items).toEqual([expect.objectContaining({ name: 'Renamed', maxDownloads: null })]);
    await home.http.post(`${path}/restore`).expect(200);
    await home.http.delete(path).expect(204);
    await home.http.get(path).expect(404);
  });

  it('are refused with a reason when they may do harm, or options are wrong', async () => {
    const page = await upload({ name: 'Page' }, '<html><script>', 'guide.pdf').expect(400);
    expect(page.body).toMatchObject({
      code: 'asset.file-refused',
      detail: expect.stringContaining('web page'),
    });
    expect((await upload({ name: 'X', linkDays: 0 }).expect(400)).body.errors[0].pointer).toBe('/linkDays');
    expect((await upload({ nam: 'X' }).expect(400)).body.errors[0].code).toBe('unknown');
    const none = await home.http.post('/api/v1/assets').field('options', '{}').expect(400);
    expect(none.body.errors[0].pointer).toBe('/file');
  });

  it('come as a file to save, and the first time as an event', async () => {
    const { path, contactId, assetId, email } = await aLink({ key: 'guide-key', name: 'The café guide' });
    const answer = await get(path).expect(200);
    expect(String(answer.body)).toBe(TEXT);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(TEXT.length),
      'content-disposition': `attachment; filename="Guia do caf?.pdf"; filename*=UTF-8''Guia%20do%20caf%C3%A9.pdf`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'accept-ranges': 'bytes',
      'referrer-policy': 'no-referrer',
    });
    expect(answer.headers).not.toHaveProperty('set-cookie');
    await get(path).expect(200);
    expect(await events(contactId)).toEqual([
      { name: 'asset.downloaded', properties: { asset: assetId, name: 'The café guide', key: 'guide-key' } },
    ]);
    expect(await counts(assetId)).toEqual({ links: 1, people: 1, downloads: 2 });
    const who = await home.http.get(`/api/v1/assets/${assetId}/downloads`).expect(200);
    expect(who.body.items).toEqual([
      expect.objectContaining({ contactId, email, downloads: 2, formId: null }),
    ]);
  });

  it('make one event when a person fetches ten times at once, by two links', async () => {
    const { path, contactId, assetId } = await aLink();
    const second = await home.http.post(`/api/v1/assets/${assetId}/links`).send({ contactId }).expect(201);
    const paths = [path, new URL(second.body.url as string).pathname];
    await Promise.all(Array.from({ length: 10 }, (_, index) => get(paths[index % 2]!).expect(200)));
    expect(await events(contactId)).toHaveLength(1);
    expect(await counts(assetId)).toEqual({ links: 2, people: 1, downloads: 10 });
  });

  it('come in pieces, of the version that was begun', async () => {
    const { path, assetId } = await aLink({ maxDownloads: 1 });
    const whole = await get(path).expect(200);
    const etag = whole.headers['etag'] as string;
    const piece = await get(path, { Range: 'bytes=10-19' }).expect(206);
    expect([String(piece.body), piece.headers['content-range']]).toEqual([
      TEXT.slice(10, 20),
      `bytes 10-19/${TEXT.length}`,
    ]);
    const rest = await get(path, { Range: 'bytes=400-', 'If-Range': etag }).expect(206);
    expect(String(rest.body)).toBe(TEXT.slice(400));
    await get(path, { Range: 'bytes=9999-' }).expect(416).expect('Content-Range', `bytes */${TEXT.length}`);
    await get(path, { 'If-None-Match': etag }).expect(304);
    expect(await counts(assetId)).toMatchObject({ downloads: 1 });
    // Another version: a piece of it would not fit.
    const next = Buffer.from(TEXT.replaceAll('1', '2'));
    await home.http.post(`/api/v1/assets/${assetId}/versions`).attach('file', next, 'c.pdf').expect(201);
    await get(path, { Range: 'bytes=100-', 'If-Range': etag }).expect(410);
    const newer = await get(path, { Range: 'bytes=9-12' }).expect(206);
    expect(String(newer.body)).toBe('0223');
  });

  it('count the first piece of who never fetched the whole', async () => {
    const { path, assetId } = await aLink({ maxDownloads: 1 });
    await get(path, { Range: 'bytes=0-9' }).expect(206);
    await get(path, { Range: 'bytes=10-' }).expect(206);
    expect(await counts(assetId)).toMatchObject({ people: 1, downloads: 1 });
    await product.api.db.execute(
      `UPDATE asset_links SET counted_at = counted_at - interval '2 hours' WHERE asset_id = $1`,
      [assetId],
    );
    await get(path, { Range: 'bytes=10-' }).expect(410);
  });

  it('give out about one file where one is allowed, in whatever parts it is asked for', async () => {
    const whole = await aLink({ maxDownloads: 1 });
    await get(whole.path).expect(200);
    await get(whole.path, { Range: 'bytes=0-' }).expect(410);
    const parts = await aLink({ maxDownloads: 1 });
    for (const range of ['0-99', '100-299', '300-', '0-249'])
      await get(parts.path, { Range: `bytes=${range}` }).expect(206);
    await get(parts.path, { Range: 'bytes=0-9' }).expect(410);
    expect(await counts(parts.assetId)).toMatchObject({ downloads: 1 });
    const free = await aLink({});
    for (let round = 0; round < 4; round += 1) await get(free.path, { Range: 'bytes=0-' }).expect(206);
    expect(await counts(free.assetId)).toMatchObject({ downloads: 1 });
  });

  it('take parts that are fetched at the same time for one download', async () => {
    const { path, assetId } = await aLink({ maxDownloads: 1 });
    const ranges = ['0-127', '128-255', '256-383', '384-'];
    await Promise.all(ranges.map((range) => get(path, { Range: `bytes=${range}` }).expect(206)));
    expect(await counts(assetId)).toMatchObject({ downloads: 1 });
  });

  it('can be resumed after the connection broke: only what was sent is taken off', async () => {
    const { path, assetId } = await aLink({ maxDownloads: 1 });
    const large = Buffer.alloc(30_000_000, 'Line of a long text.\n');
    await home.http.post(`/api/v1/assets/${assetId}/versions`).attach('file', large, 'long.txt').expect(201);
    await breakOff(`${product.api.url}${path}`);
    const given = () =>
      product.api.db.queryOne<{ bytes: number }>(
        'SELECT given_bytes AS bytes FROM asset_links WHERE asset_id = $1',
        [assetId],
      );
    await until('what was not sent to be given back', async () =>
      Number((await given())?.bytes) < 15_000_000 ? true : null,
    );
    await get(path, { Range: 'bytes=1-' }).expect(206);
    expect(await counts(assetId)).toMatchObject({ downloads: 1 });
  });

  it('do not count scanners, previews, prefetching and HEAD', async () => {
    const { path, contactId, assetId } = await aLink({ maxDownloads: 1 });
    await get(path, { 'User-Agent': SCANNER }).expect(200);
    await get(path, { 'User-Agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' }).expect(
      200,
    );
    await get(path, { 'User-Agent': '' }).expect(200);
    await get(path, { 'Sec-Purpose': 'prefetch' }).expect(200);
    const head = await product.api.http.head(path).set('User-Agent', BROWSER).expect(200);
    expect(head.headers['content-length']).toBe(String(TEXT.length));
    expect([await events(contactId), await counts(assetId)]).toEqual([
      [],
      { links: 1, people: 0, downloads: 0 },
    ]);
    await get(path).expect(200);
    expect(await events(contactId)).toHaveLength(1);
    // Used up, for everybody.
    await get(path, { 'User-Agent': SCANNER }).expect(410);
    await product.api.http.head(path).set('User-Agent', BROWSER).expect(410);
  });

  it('are not given to somebody who calls himself a machine for ever', async () => {
    const { path } = await aLink();
    for (let fetched = 0; fetched < 25; fetched += 1) await get(path, { 'User-Agent': SCANNER }).expect(200);
    await get(path, { 'User-Agent': SCANNER }).expect(410);
    await get(path).expect(200);
  });

  it('show a page without anything to press when a link has ended', async () => {
    const { path, assetId, contactId } = await aLink({ maxDownloads: 1 });
    await get(path).expect(200);
    const usedUp = await product.api.http.get(path).set('User-Agent', BROWSER).expect(410);
    expect(usedUp.text).toContain('used up');
    expect(usedUp.text).toContain('Maré Alta');
    expect(usedUp.text).not.toMatch(/<a |<form|<script|<button/);
    const inLanguage = async (address: string, language: string) =>
      (await product.api.http.get(address).set('Accept-Language', language).set('User-Agent', BROWSER)).text;
    expect(await inLanguage(path, 'nl;q=0.9, de-AT;q=0.8')).toMatch(
      /<html lang="de">[^]*Link ist verbraucht/,
    );
    expect(await inLanguage('/a/nonsense', 'pt-BR')).toContain('Esta ligação');
    await home.http.post(`/api/v1/assets/${assetId}/archive`).expect(200);
    expect((await product.api.http.get(path).expect(410)).text).toContain('no longer offered');
    await home.http.post(`/api/v1/assets/${assetId}/links`).send({ contactId }).expect(422);
    await home.http.post(`/api/v1/assets/${assetId}/restore`).expect(200);
    await product.api.db.execute('UPDATE asset_links SET expires_at = now() WHERE asset_id = $1', [assetId]);
    expect((await product.api.http.get(path).expect(410)).text).toContain('has expired');
    await product.api.http.get(`${path.slice(0, -3)}AAA`).expect(404);
    await product.api.http.get('/a/nonsense').expect(404);
  });

  it('know nobody any more once a contact was erased; the numbers stay', async () => {
    const { path, assetId, contactId } = await aLink();
    await get(path).expect(200);
    await home.http.delete(`/api/v1/contacts/${contactId}`).expect(204);
    await get(path).expect(410);
    expect(await counts(assetId)).toEqual({ links: 1, people: 1, downloads: 1 });
    const who = await home.http.get(`/api/v1/assets/${assetId}/downloads`).expect(200);
    expect(who.body.items).toEqual([expect.objectContaining({ contactId: null, email: null })]);
    expect(await events(contactId)).toEqual([]);
  });

  it('come by mail, and a gateway that fetches at once is no reader', async () => {
    const { assetId, contactId, email } = await aLink({ name: 'Brewing at home' });
    const sent = await home.http
      .post(`/api/v1/assets/${assetId}/links`)
      .send({ contactId, mail: true, language: 'de' })
      .expect(201);
    const mail = await until('the mail is there', async () => (await product.mailbox.mails(email))[0]);
    expect(mail.parsed.subject).toBe('Ihr Download: Brewing at home');
    expect(mail.parsed.html).toContain(sent.body.url);
    expect(mail.parsed.html).toContain('Herunterladen');
    const { pathname } = new URL(sent.body.url as string);
    const shift = (seconds: number) =>
      product.api.db.execute(
        `UPDATE deliveries SET handed_over_at = now() - make_interval(secs => $2) WHERE message_id = $1`,
        [sent.body.messageId, seconds],
      );
    await shift(1);
    await get(pathname).expect(200);
    expect(await events(contactId)).toEqual([]);
    await shift(10);
    await get(pathname).expect(200);
    expect(await events(contactId)).toHaveLength(1);
  });
});

/** Hangs up after the first piece of the answer. */
function breakOff(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = httpGet(url, { headers: { 'User-Agent': BROWSER } }, (response) => {
      response.once('data', () => {
        request.destroy();
        resolve();
      });
    });
    request.once('error', reject);
  });
}

function asBuffer(response: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const stream = response as Response & NodeJS.ReadableStream;
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}
