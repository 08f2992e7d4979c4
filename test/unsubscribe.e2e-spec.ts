import { request as httpRequest } from 'node:http';
import { MessageTokens } from '@features/tracking';
import { startApi, type TestApi, type TestWorkspace } from './support/api';
import { aSentCampaign, type SentCampaign, type SentMessage } from './support/sent-message';

describe('unsubscribe', () => {
  let api: TestApi;
  let home: TestWorkspace;
  let campaign: SentCampaign;

  beforeAll(async () => {
    api = await startApi();
    home = await api.aWorkspace({ name: 'Salt <& Stone' });
    campaign = await aSentCampaign(api, home);
  });

  afterAll(() => api.close());

  const statusOf = async ({ contact }: SentMessage, topicId = campaign.topicId) => {
    const sql = 'SELECT status FROM subscriptions WHERE contact_id = $1 AND topic_id = $2';
    return (await api.db.queryOne<{ status: string }>(sql, [contact.id, topicId]))?.status;
  };
  const recordsOf = ({ contact }: SentMessage) =>
    api.db.query<{ action: string; method: string }>(
      'SELECT action, method FROM consent_records WHERE contact_id = $1 ORDER BY id',
      [contact.id],
    );
  const eventsOf = ({ contact }: SentMessage) =>
    api.db.query(`SELECT id FROM contact_events WHERE contact_id = $1 AND name = 'email.unsubscribed'`, [
      contact.id,
    ]);
  const unsubscribedAt = async ({ deliveryId }: SentMessage) =>
    (
      await api.db.queryOne<{ at: Date | null }>(
        'SELECT unsubscribed_at AS at FROM deliveries WHERE id = $1',
        [deliveryId],
      )
    )?.at;

  /** Exactly these headers and octets, as no HTTP client would send them by itself. */
  const postRaw = (path: string, headers: Record<string, string>, body: string | Buffer) =>
    new Promise<{ status: number; headers: Record<string, unknown> }>((resolve, reject) => {
      const request = httpRequest(api.url + path, { method: 'POST', headers }, (response) => {
        response.resume();
        response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
      });
      request.once('error', reject);
      request.end(body);
    });

  const MULTIPART =
    '--b1\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b1--\r\n';

  it.each<[string, Record<string, string>, string | Buffer]>([
    ['urlencoded', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'List-Unsubscribe=One-Click'],
    ['multipart', { 'Content-Type': 'multipart/form-data; boundary=b1' }, MULTIPART],
    ['multipart without boundary', { 'Content-Type': 'multipart/form-data' }, MULTIPART],
    ['an empty body', {}, ''],
    ['an empty form', { 'Content-Type': 'application/x-www-form-urlencoded' }, ''],
    ['no content type', {}, 'List-Unsubscribe=One-Click'],
    ['a content type that is none', { 'Content-Type': 'what is this' }, 'x'],
    ['broken JSON', { 'Content-Type': 'application/json' }, '{"a":'],
    ['broken urlencoding', { 'Content-Type': 'application/x-www-form-urlencoded' }, '%%%=%E0%A4%A&&=&\u0000'],
    ['an unknown charset', { 'Content-Type': 'application/x-www-form-urlencoded; charset=klingon' }, 'a=b'],
    ['an unknown encoding', { 'Content-Type': 'text/plain', 'Content-Encoding': 'zzz' }, 'a=b'],
    ['two thousand fields', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'a=b&'.repeat(2000)],
    ['300 kB of noise', { 'Content-Type': 'application/x-www-form-urlencoded' }, Buffer.alloc(300_000, 0xff)],
    [
      'chunks',
      { 'Transfer-Encoding': 'chunked', 'Content-Type': 'multipart/form-data; boundary=b1' },
      MULTIPART,
    ],
    [
      'a foreign origin and cookies',
      { Origin: 'https://evil.example', Cookie: 'sid=nonsense', 'Sec-Fetch-Site': 'cross-site' },
      '',
    ],
  ])('one-click works with %s', async (_, headers, body) => {
    const message = await campaign.aRecipient();
    const answer = await postRaw(`/u/${message.tokens.unsubscribe}`, headers, body);
    expect(answer.status).toBe(200);
    expect(answer.headers).not.toHaveProperty('location');
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(await statusOf(message)).toBe('unsubscribed');
    expect(await recordsOf(message)).toEqual([{ action: 'unsubscribed', method: 'one-click' }]);
    expect(await eventsOf(message)).toHaveLength(1);
    expect(await unsubscribedAt(message)).toBeInstanceOf(Date);
  });

  it('is idempotent: a replay and many at once change and record nothing more', async () => {
    const message = await campaign.aRecipient();
    const path = `/u/${message.tokens.unsubscribe}`;
    const answers = await Promise.all(Array.from({ length: 40 }, () => api.http.post(path)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const first = await unsubscribedAt(message);
    await api.http.post(path).expect(200);
    expect(await recordsOf(message)).toHaveLength(1);
    expect(await eventsOf(message)).toHaveLength(1);
    expect(await unsubscribedAt(message)).toEqual(first);
  });

  it('changes nothing on GET and HEAD, also for scanners, and shows a page with buttons', async () => {
    const message = await campaign.aRecipient();
    const path = `/u/${message.tokens.unsubscribe}`;
    const page = await api.http
      .get(path)
      .set('User-Agent', 'Mozilla/5.0 (compatible; Barracuda Sentinel)')
      .expect(200);
    await api.http.head(path).expect(200);
    expect(await statusOf(message)).toBe('subscribed');
    expect(await recordsOf(message)).toEqual([]);
    expect(page.text).toContain('<form method="post">');
    expect(page.text).toContain('Unsubscribe from Product &#60;news&#62;');
    expect(page.text).toContain('Salt &#60;&#38; Stone');
    expect(page.text).not.toContain('<script');
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; style-src 'nonce-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      ),
    });
  });

  it('speaks the language of the browser, with names escaped in it', async () => {
    const message = await campaign.aRecipient();
    const german = { 'Accept-Language': 'de-AT,de;q=0.9,en;q=0.5' };
    const path = `/u/${message.tokens.unsubscribe}`;
    const page = await api.http.get(path).set(german).expect(200);
    expect(page.headers['vary']).toContain('Accept-Language');
    expect(page.text).toContain('<html lang="de">');
    expect(page.text).toContain('Von Product &#60;news&#62; abmelden');
    const done = await api.http.post(path).set(german).type('form').send({ from: 'all' }).expect(200);
    expect(done.text).toMatch(/<strong>keine E-Mails<\/strong>\s+von\s+Salt &#60;&#38; Stone\s+mehr\./);
  });

  it('unsubscribes from the topic or from everything by the page', async () => {
    const other = await aSentCampaign(api, home);
    const [one, all] = [await campaign.aRecipient(), await campaign.aRecipient()];
    for (const { contact } of [one, all]) {
      await api.db.execute(
        `INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source) VALUES ($1, $2, $3, 'subscribed', 'test')`,
        [home.workspace.id, contact.id, other.topicId],
      );
    }
    const done = await api.http
      .post(`/u/${one.tokens.unsubscribe}`)
      .type('form')
      .send({ from: 'topic' })
      .expect(200);
    expect(done.text).toContain('You are unsubscribed');
    expect([await statusOf(one), await statusOf(one, other.topicId)]).toEqual(['unsubscribed', 'subscribed']);
    await api.http.post(`/u/${all.tokens.unsubscribe}`).type('form').send({ from: 'all' }).expect(200);
    expect([await statusOf(all), await statusOf(all, other.topicId)]).toEqual([
      'unsubscribed',
      'unsubscribed',
    ]);
    expect(new Set((await recordsOf(all)).map(({ method }) => method))).toEqual(
      new Set(['unsubscribe-page']),
    );
  });

  it('answers every wrong token alike, with a page and no change', async () => {
    const message = await campaign.aRecipient();
    const { click, open, preferences, unsubscribe } = message.tokens;
    const pages = new Set<string>();
    for (const token of [
      'x',
      click,
      open,
      preferences,
      `${unsubscribe.slice(0, -2)}AA`,
      'A'.repeat(87),
      '%00',
      '%3Cscript%3E',
    ]) {
      for (const method of ['get', 'post'] as const) {
        const answer = await api.http[method](`/u/${token}`);
        expect([token, answer.status, answer.type]).toEqual([token, 404, 'text/html']);
        pages.add(answer.text.replace(/nonce="[^"]+"/, ''));
      }
    }
    expect(pages.size).toBe(1);
    expect(await statusOf(message)).toBe('subscribed');
  });

  it('still succeeds after the contact was erased, and for a test send changes nothing', async () => {
    const message = await campaign.aRecipient();
    await api.db.execute('DELETE FROM contacts WHERE id = $1', [message.contact.id]);
    await api.http.get(`/u/${message.tokens.unsubscribe}`).expect(200);
    await api.http.post(`/u/${message.tokens.unsubscribe}`).expect(200);
    await api.http.get(`/p/${message.tokens.preferences}`).expect(404);
    const before = await api.db.query('SELECT count(*) FROM consent_records');
    const tokens = api.app.get(MessageTokens, { strict: false }).forTest({ topicId: campaign.topicId });
    for (const path of [`/u/${tokens.unsubscribe}`, `/p/${tokens.preferences}`]) {
      const page = await api.http.post(path).expect(200);
      expect(page.text).toContain('test message');
      await api.http.get(path).expect(200);
    }
    expect(await api.db.query('SELECT count(*) FROM consent_records')).toEqual(before);
  });
});
