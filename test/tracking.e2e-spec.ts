import { TrackingService } from '@features/tracking';
import { mjmlText } from '../libs/testing/factories/template';
import { startApi, type TestApi, type TestWorkspace } from './support/api';
import { aSentCampaign, type SentCampaign, type SentMessage } from './support/sent-message';

const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36';
const LINKS = mjmlText(
  [
    '<a href="https://shop.example/one?a=1&amp;b=2">one</a>',
    '<a href="https://shop.example/hi?name={{contact.firstName}}">two</a>',
    '<a href="{{contact.attributes.page}}">three</a>',
    '<a href="https://shop.example/four">four</a>',
    '<a href="{{links.viewInBrowser}}">view</a>',
  ].join(' '),
);

describe('tracking', () => {
  let api: TestApi;
  let home: TestWorkspace;
  let campaign: SentCampaign;

  beforeAll(async () => {
    api = await startApi();
    home = await api.aWorkspace({ name: 'Salt & Stone' });
    await api.db.execute(
      `INSERT INTO contact_fields (workspace_id, key, label, type) VALUES ($1, 'page', 'Page', 'text')`,
      [home.workspace.id],
    );
    await setMode('individual');
    campaign = await aSentCampaign(api, home, LINKS);
  });

  afterAll(() => api.close());

  const setMode = (mode: string) =>
    api.db.execute('UPDATE workspaces SET tracking_mode = $2 WHERE id = $1', [home.workspace.id, mode]);
  const get = (path: string, agent = BROWSER) => api.http.get(path).set('User-Agent', agent);
  const written = () => api.app.get(TrackingService, { strict: false }).flush();
  const hitsOf = async ({ deliveryId }: SentMessage) => {
    await written();
    return api.db.query<{
      kind: string;
      link_position: number | null;
      is_machine: boolean;
      reasons: string[];
    }>(
      'SELECT kind, link_position, is_machine, reasons FROM tracking_hits WHERE delivery_id = $1 ORDER BY occurred_at',
      [deliveryId],
    );
  };
  const eventsOf = ({ contact }: SentMessage) =>
    api.db.query<{ name: string; properties: Record<string, unknown> }>(
      `SELECT name, properties FROM contact_events WHERE contact_id = $1 AND name LIKE 'email.%' ORDER BY occurred_at`,
      [contact.id],
    );
  const totals = async () => {
    await written();
    return api.db.query<{ kind: string; link_position: number; is_machine: boolean; hits: number }>(
      'SELECT kind, link_position, is_machine, hits FROM tracking_totals WHERE campaign_id = $1 ORDER BY 1, 2, 3',
      [campaign.campaignId],
    );
  };

  it('records the open of a reader who agreed, with an event', async () => {
    const message = await campaign.aRecipient();
    const pixel = await get(`/o/${message.tokens.open}.gif`).expect(200);
    expect(pixel.headers).toMatchObject({
      'content-type': 'image/gif',
      'content-length': '43',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(pixel.headers).not.toHaveProperty('set-cookie');
    expect(await hitsOf(message)).toEqual([
      { kind: 'open', link_position: null, is_machine: false, reasons: [] },
    ]);
    expect(await eventsOf(message)).toEqual([
      { name: 'email.opened', properties: { campaign: campaign.campaignId, delivery: message.deliveryId } },
    ]);
  });

  it('answers the same dot for every token, also while nothing can be written', async () => {
    const message = await campaign.aRecipient();
    const good = await get(`/o/${message.tokens.open}.gif`);
    for (const path of ['/o/x.gif', `/o/${message.tokens.click}.gif`, `/o/${'A'.repeat(3000)}.gif`]) {
      const bad = await get(path);
      expect([bad.status, bad.headers['etag'], bad.body]).toEqual([200, good.headers['etag'], good.body]);
    }
    await api.db.execute('ALTER TABLE tracking_hits RENAME TO tracking_hits_away');
    await get(`/o/${message.tokens.open}.gif`).expect(200);
    await get(`/l/${message.tokens.click}~0`).expect(302);
    await expect(written()).rejects.toThrow(/could not be written/);
    await api.db.execute('ALTER TABLE tracking_hits_away RENAME TO tracking_hits');
    expect((await hitsOf(message)).map(({ kind }) => kind)).toEqual(['open', 'open', 'click']);
  });

  it('redirects to where the frozen link leads, with the contact’s values encoded', async () => {
    const contact = { firstName: 'Zoë & "Co"#', attributes: { page: 'https://zoe.example/a b?x=1' } };
    const message = await campaign.aRecipient({ contact });
    const target = async (link: number) =>
      (await get(`/l/${message.tokens.click}~${link}`).expect(302)).headers;
    expect(await target(0)).toMatchObject({
      location: 'https://shop.example/one?a=1&b=2',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    expect((await target(1))['location']).toBe('https://shop.example/hi?name=Zo%C3%AB%20%26%20%22Co%22%23');
    expect((await target(2))['location']).toBe('https://zoe.example/a%20b?x=1');
    const before = await campaign.aRecipient();
    await get(`/l/${before.tokens.click}~0`).expect(302);
    expect(await hitsOf(before)).toEqual([
      { kind: 'click', link_position: 0, is_machine: false, reasons: [] },
    ]);
    expect((await eventsOf(before))[0]).toEqual({
      name: 'email.clicked',
      properties: {
        campaign: campaign.campaignId,
        delivery: before.deliveryId,
        link: 0,
        url: 'https://shop.example/one?a=1&b=2',
      },
    });
  });

  it('is no open redirect: nothing in the request says where to go', async () => {
    const message = await campaign.aRecipient({ contact: { attributes: { page: 'javascript:alert(1)' } } });
    const { click, open } = message.tokens;
    const bad = [
      `/l/${click}`,
      `/l/${click}~99`,
      `/l/${click}~-1`,
      `/l/${open}~0`,
      `/l/x~0`,
      '/l/https%3A%2F%2Fevil.example',
      `/l/${click.slice(0, -1)}~0?url=https://evil.example`,
      // A value that is no web address leads nowhere.
      `/l/${click}~2`,
    ];
    const pages = new Set<string>();
    for (const path of bad) {
      const answer = await get(path);
      expect([path, answer.status, answer.headers['location']]).toEqual([path, 404, undefined]);
      pages.add(answer.text.replace(/nonce="[^"]+"/, ''));
    }
    expect(pages.size).toBe(1);
  });

  it('keeps machines apart, with the reason', async () => {
    const message = await campaign.aRecipient();
    await get(`/o/${message.tokens.open}.gif`, 'Mozilla/5.0');
    await api.http.head(`/l/${message.tokens.click}~0`).set('User-Agent', BROWSER).expect(302);
    await get(`/l/${message.tokens.click}~0`).set('Sec-Purpose', 'prefetch');
    expect((await hitsOf(message)).map(({ reasons }) => reasons)).toEqual([
      ['agent'],
      ['method'],
      ['prefetch'],
    ]);

    const scanned = await campaign.aRecipient({ contact: { attributes: { page: 'https://x.example/' } } });
    for (const link of [0, 1, 3]) await get(`/l/${scanned.tokens.click}~${link}`).expect(302);
    expect((await hitsOf(scanned)).map(({ reasons }) => reasons)).toEqual([['burst'], ['burst'], ['burst']]);

    const fresh = await campaign.aRecipient({ status: 'handed_over' });
    await api.db.execute('UPDATE deliveries SET handed_over_at = now(), finished_at = NULL WHERE id = $1', [
      fresh.deliveryId,
    ]);
    await get(`/o/${fresh.tokens.open}.gif`);
    await get(`/l/${fresh.tokens.click}~0`);
    expect((await hitsOf(fresh)).map(({ reasons }) => reasons)).toEqual([['before-delivery'], ['too-soon']]);
    for (const each of [message, scanned, fresh]) expect(await eventsOf(each)).toEqual([]);
  });

  it('records nothing personal without consent at the moment of the request, only anonymous sums', async () => {
    const never = await campaign.aRecipient({ trackingConsent: false });
    const withdrawn = await campaign.aRecipient();
    await api.db.execute('UPDATE contacts SET tracking_consent = false WHERE id = $1', [
      withdrawn.contact.id,
    ]);
    // Agreed only later: the audience was counted without them.
    const late = await campaign.aRecipient({ trackingConsent: false });
    await api.db.execute('UPDATE contacts SET tracking_consent = true WHERE id = $1', [late.contact.id]);
    for (const { tokens } of [never, withdrawn, late]) await get(`/o/${tokens.open}.gif`);
    await get(`/l/${never.tokens.click}~3`).expect(302);
    await get(`/o/${never.tokens.open}.gif`, 'curl/8');
    for (const message of [never, withdrawn, late]) {
      expect([await hitsOf(message), await eventsOf(message)]).toEqual([[], []]);
    }
    expect(await totals()).toEqual([
      { kind: 'click', link_position: 3, is_machine: false, hits: 1 },
      { kind: 'open', link_position: -1, is_machine: false, hits: 3 },
      { kind: 'open', link_position: -1, is_machine: true, hits: 1 },
    ]);
  });

  it('follows the workspace’s mode: none, aggregate, last open day', async () => {
    const message = await campaign.aRecipient();
    const before = await totals();
    await setMode('none');
    await get(`/o/${message.tokens.open}.gif`);
    expect(await totals()).toEqual(before);
    await setMode('aggregate');
    await get(`/o/${message.tokens.open}.gif`);
    expect((await totals()).find(({ kind, is_machine }) => kind === 'open' && !is_machine)?.hits).toBe(4);
    const days = () =>
      api.db.query('SELECT day FROM contact_open_days WHERE contact_id = $1', [message.contact.id]);
    expect(await days()).toEqual([]);
    await setMode('last-open-day');
    await get(`/o/${message.tokens.open}.gif`);
    await get(`/o/${message.tokens.open}.gif`);
    expect(await hitsOf(message)).toEqual([]);
    expect(await days()).toHaveLength(1);
    await setMode('individual');
  });

  it('shows the message in the browser as this contact got it, in a sandbox, without a pixel', async () => {
    const message = await campaign.aRecipient({ contact: { firstName: '<script>x' } });
    const page = await get(`/v/${message.tokens.view}`).expect(200);
    expect(page.headers).toMatchObject({
      'content-security-policy': expect.stringMatching(
        /^sandbox allow-popups; default-src 'none';.*frame-ancestors 'none'$/,
      ),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
    expect(page.text).toContain(`/l/${message.tokens.click}~0`);
    expect(page.text).toContain(`/u/${message.tokens.unsubscribe}`);
    expect(page.text).not.toMatch(/\/o\/|<script/);
    await api.db.execute('DELETE FROM contacts WHERE id = $1', [message.contact.id]);
    const gone = await get(`/v/${message.tokens.view}`).expect(404);
    const bad = await get('/v/nonsense').expect(404);
    const neutral = (text: string) => text.replace(/nonce="[^"]+"/, '');
    expect(neutral(gone.text)).toBe(neutral(bad.text));
    // Links that need nobody still work after an erasure; those that do lead nowhere.
    await get(`/l/${message.tokens.click}~3`).expect(302);
    await get(`/l/${message.tokens.click}~2`).expect(404);
  });

  it('settles a delivery of unknown outcome: who opens the message has got it', async () => {
    const message = await campaign.aRecipient({ status: 'uncertain' });
    const other = await campaign.aRecipient({ status: 'uncertain', trackingConsent: false });
    for (const { tokens } of [message, other]) await get(`/o/${tokens.open}.gif`);
    await written();
    const statuses = await api.db.query<{ status: string }>(
      'SELECT status FROM deliveries WHERE id = ANY($1::uuid[]) ORDER BY seq',
      [[message.deliveryId, other.deliveryId]],
    );
    expect(statuses.map(({ status }) => status)).toEqual(['accepted', 'uncertain']);
  });

  it('bounds what one message can store', async () => {
    const message = await campaign.aRecipient();
    const tracking = api.app.get(TrackingService, { strict: false });
    const request = { method: 'GET', userAgent: BROWSER, ip: null };
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 100; i += 1) tracking.recordOpen(message.deliveryId, request);
      await written();
    }
    expect(await hitsOf(message)).toHaveLength(200);
  });
});
