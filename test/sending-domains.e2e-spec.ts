import { startTestDns, type TestDns } from '@testing';
import { startApi, type TestApi, type TestWorkspace } from './support/api';

interface DomainRecord {
  check: string;
  selector: string | null;
  name: string | null;
  type: string | null;
  value: string | null;
  strings: string[];
  zoneLine: string | null;
  status: string | null;
  found: string[];
  advice: string;
}

const DOMAINS = '/api/v1/sending-domains';

describe('sending domains', () => {
  let api: TestApi;
  let dns: TestDns;
  let home: TestWorkspace;

  beforeAll(async () => {
    dns = await startTestDns();
    api = await startApi({ DNS_SERVERS: dns.server, SMTP_URL: 'smtp://mail.shop.example:25' });
  });

  beforeEach(async () => {
    home = await api.aWorkspace();
    dns.zone.clear();
  });

  afterAll(async () => {
    try {
      // Throws when an answer broke the contract; DNS must stop all the same.
      await api.close();
    } finally {
      await dns.stop();
    }
  });

  const aDomain = async (domain = 'shop.example') =>
    (await home.http.post(DOMAINS).send({ domain }).expect(201)).body;
  const check = async (id: string) => (await home.http.post(`${DOMAINS}/${id}/check`).expect(200)).body;
  const publish = ({ records }: { records: DomainRecord[] }) => {
    for (const { type, name, value } of records) if (type === 'TXT') dns.zone.set(name!, { txt: [value!] });
    dns.zone.set('shop.example', {
      ...dns.zone.get('shop.example'),
      mx: [{ priority: 10, exchange: 'mx.shop.example' }],
    });
    dns.zone.set('mx.shop.example', { a: ['93.184.220.29'] });
    dns.zone.set('mail.shop.example', { a: ['93.184.215.14'] });
  };
  const statusesOf = ({ records }: { records: DomainRecord[] }) => records.map((record) => record.status);

  it('go from a new sender to signed mail: every record can be copied, looked up, and is explained', async () => {
    await home.http
      .post('/api/v1/senders')
      .send({ fromName: 'Ana', fromEmail: 'ana@shop.example' })
      .expect(201);
    const [made] = (await home.http.get(DOMAINS).expect(200)).body.items;
    expect(made).toMatchObject({
      domain: 'shop.example',
      status: 'unverified',
      senders: ['ana@shop.example'],
      checkedAt: null,
      limitToday: null,
    });
    expect(made.records.map(({ check: what, type, name }: DomainRecord) => [what, type, name])).toEqual([
      ['dkim', 'TXT', `${made.keys[0].selector}._domainkey.shop.example`],
      ['dkim', 'TXT', `${made.keys[1].selector}._domainkey.shop.example`],
      ['spf', 'TXT', 'shop.example'],
      ['dmarc', 'TXT', '_dmarc.shop.example'],
      ['alignment', null, null],
      ['mx', 'MX', 'shop.example'],
    ]);
    const [rsa] = made.records;
    expect(rsa.strings.map((text: string) => text.length)).toEqual([255, rsa.value.length - 255]);
    expect(rsa.strings.join('')).toBe(rsa.value);
    expect(rsa.zoneLine).toBe(`${rsa.name}. IN TXT "${rsa.strings[0]}" "${rsa.strings[1]}"`);

    const untouched = await check(made.id);
    expect(statusesOf(untouched)).toEqual(['missing', 'missing', 'missing', 'missing', 'wrong', 'missing']);
    expect(untouched.statusText).toContain('goes out unsigned');
    publish(untouched);
    const done = await check(made.id);
    expect(statusesOf(done)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'ok']);
    expect(done).toMatchObject({ status: 'verified', statusText: 'Mail from shop.example is signed.' });
    expect(done.records[0].found).toEqual([rsa.value]);
  });

  it('say of a wrong, a second and a cut record what is the matter', async () => {
    const made = await aDomain();
    publish(made);
    const [rsa, ed] = made.records as DomainRecord[];
    dns.zone.set(rsa!.name!, { txt: [rsa!.strings[0]!] });
    dns.zone.set(ed!.name!, { txt: [ed!.value!, 'v=DKIM1; p=AAAA'] });
    dns.zone.set('shop.example', { txt: ['v=spf1 a -all', 'v=spf1 mx -all'] });
    dns.zone.set('_dmarc.shop.example', { txt: ['v=DMARC1; p=ignore'] });
    const { records } = await check(made.id);
    const said = Object.fromEntries(
      records.map(({ check: what, selector, status, advice }: DomainRecord) => [
        selector ?? what,
        { status, advice },
      ]),
    );
    expect(said).toMatchObject({
      [rsa!.selector!]: { status: 'wrong', advice: expect.stringContaining('cut off after') },
      [ed!.selector!]: { status: 'wrong', advice: expect.stringContaining('There are 2 TXT records') },
      spf: { status: 'wrong', advice: expect.stringContaining('There are 2 SPF records') },
      dmarc: { status: 'wrong', advice: expect.stringContaining('p=ignore, which is not one of') },
    });
    expect(records.find(({ check: what }: DomainRecord) => what === 'spf').value).toBe(
      'v=spf1 a mx a:mail.shop.example ~all',
    );
  });

  it('of free mail services can never be verified', async () => {
    const made = await aDomain('gmail.com');
    expect(made).toMatchObject({ status: 'unverifiable', records: [], keys: [] });
    expect(made.statusText).toContain('Use an address of a domain of your own');
    expect(await check(made.id)).toMatchObject({ status: 'unverifiable', checkedAt: null });
    const refused = await home.http.post(`${DOMAINS}/${made.id}/rotate-keys`).send({}).expect(422);
    expect(refused.body.code).toBe('sending-domain.unverifiable');
  });

  it('get new keys without a message going unsigned', async () => {
    const made = await aDomain();
    publish(made);
    await check(made.id);
    const rotated = (await home.http.post(`${DOMAINS}/${made.id}/rotate-keys`).expect(200)).body;
    expect(rotated.keys.map(({ status }: { status: string }) => status)).toEqual([
      ...['current', 'current', 'previous', 'previous'],
    ]);
    expect(rotated.statusText).toContain('signed with the former keys until');
    const former = `${DOMAINS}/${made.id}/keys/${made.keys[0].selector}`;
    expect((await home.http.delete(former).expect(409)).body.code).toBe('sending-domain.key-in-use');
    publish(rotated);
    const after = await check(made.id);
    const record = after.records.find(({ selector }: DomainRecord) => selector === made.keys[0].selector);
    expect(record.advice).toContain('leave the record until');
    await home.http.delete(former).expect(204);
    await home.http.delete(former).expect(404);
  });

  it('warm up by a plan of days', async () => {
    const { id } = await aDomain();
    const today = new Date().toISOString().slice(0, 10);
    const planned = await home.http
      .patch(`${DOMAINS}/${id}`)
      .send({ warmUp: { startsOn: today } })
      .expect(200);
    expect(planned.body.limitToday).toBe(50);
    expect(planned.body.warmUp.days).toHaveLength(12);
    expect(planned.body.warmUp.days[0]).toEqual({ number: 1, date: today, limit: 50 });
    const own = await home.http
      .patch(`${DOMAINS}/${id}`)
      .send({ warmUp: { startsOn: '2020-01-01', volumes: [10, 20] } })
      .expect(200);
    expect(own.body).toMatchObject({ limitToday: null, warmUp: { startsOn: '2020-01-01' } });
    const off = await home.http.patch(`${DOMAINS}/${id}`).send({ warmUp: null }).expect(200);
    expect(off.body).toMatchObject({ limitToday: null, warmUp: null });
    for (const bad of [
      { startsOn: 'today' },
      { startsOn: '2026-02-30' },
      { startsOn: today, volumes: [0] },
      { volumes: [5] },
    ]) {
      const refused = await home.http.patch(`${DOMAINS}/${id}`).send({ warmUp: bad });
      expect([bad, refused.status]).toEqual([bad, 400]);
    }
  });

  it('never show a private key: not in answers, nor in the audit trail', async () => {
    const made = await aDomain();
    publish(made);
    const texts = [
      JSON.stringify(await check(made.id)),
      (await home.http.post(`${DOMAINS}/${made.id}/rotate-keys`).send({ immediately: true }).expect(200))
        .text,
      (await home.http.get(DOMAINS).expect(200)).text,
      (await home.http.get('/api/v1/audit-entries').expect(200)).text,
    ];
    const boxes = await api.db.query<{ private_key: string }>(
      'SELECT private_key FROM sending_domain_keys WHERE private_key IS NOT NULL',
    );
    expect(boxes.length).toBeGreaterThan(0);
    for (const text of texts) {
      expect(text).not.toMatch(/PRIVATE|private_?key|sealed/i);
      for (const { private_key: box } of boxes) expect(text).not.toContain(box);
    }
    const actions = JSON.parse(texts[3]!).items.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(
      expect.arrayContaining([
        ...['sending-domain.created', 'sending-domain.verified', 'sending-domain.keys-rotated'],
      ]),
    );
  });

  it('are shown to those who may read the workspace, and changed by its admins only', async () => {
    const { id } = await aDomain();
    const reader = api.withKey(await api.anApiKey(home.workspace.id, ['workspace:read']));
    await reader.get(DOMAINS).expect(200);
    await reader.get(`${DOMAINS}/${id}`).expect(200);
    for (const attempt of [
      reader.post(DOMAINS).send({ domain: 'other.example' }),
      reader.patch(`${DOMAINS}/${id}`).send({ warmUp: null }),
      reader.post(`${DOMAINS}/${id}/check`),
      reader.post(`${DOMAINS}/${id}/rotate-keys`),
      reader.delete(`${DOMAINS}/${id}/keys/x`),
      reader.delete(`${DOMAINS}/${id}`),
    ]) {
      expect((await attempt).status).toBe(403);
    }
    const marketer = (await api.signedIn(home.workspace.id, 'marketer')).http;
    await marketer
      .post('/api/v1/senders')
      .send({ fromName: 'Bea', fromEmail: 'bea@new.example' })
      .expect(201);
    await marketer.post(DOMAINS).send({ domain: 'other.example' }).expect(403);
  });

  it('are deleted only when no sender uses them', async () => {
    const sender = await home.http
      .post('/api/v1/senders')
      .send({ fromName: 'Ana', fromEmail: 'ana@shop.example' })
      .expect(201);
    const [{ id }] = (await home.http.get(DOMAINS).expect(200)).body.items;
    expect((await home.http.delete(`${DOMAINS}/${id}`).expect(409)).body.code).toBe('sending-domain.in-use');
    await home.http.delete(`/api/v1/senders/${sender.body.id}`).expect(204);
    await home.http.delete(`${DOMAINS}/${id}`).expect(204);
    await home.http.get(`${DOMAINS}/${id}`).expect(404);
  });

  it('are not looked up without end', async () => {
    const { id } = await aDomain('gmail.com');
    const answers: number[] = [];
    for (let n = 0; n < 61; n += 1) answers.push((await home.http.post(`${DOMAINS}/${id}/check`)).status);
    expect(answers.slice(0, 60)).toEqual(Array(60).fill(200));
    const refused = await home.http.post(`${DOMAINS}/${id}/check`).expect(429);
    expect(refused.body.code).toBe('sending-domain.checked-too-often');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });
});
