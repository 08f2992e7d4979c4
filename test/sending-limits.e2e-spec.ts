import { SendingGate } from '@features/sending-limits';
import type { SendResult } from '@platform/mail';
import { aMailServer, aSendingRequest } from '../libs/testing/factories/sending-process';
import { startApi, type TestApi, type TestWorkspace } from './support/api';

let api: TestApi;
let first: TestWorkspace;
let second: TestWorkspace;
let gate: SendingGate;

const slowDown: SendResult = {
  outcome: 'deferred',
  code: 421,
  enhanced: '4.7.28',
  reply: '421 4.7.28 Unusual rate of mail to <ana@gmail.com>. gsmtp',
  stage: 'data',
};
const signIn: SendResult = { outcome: 'not-sent', reason: '535 5.7.8 Authentication failed' };

beforeAll(async () => {
  api = await startApi();
  [first, second] = [await api.aWorkspace(), await api.aWorkspace()];
  gate = api.app.get(SendingGate, { strict: false });
});

afterAll(() => api.close());

interface Limits {
  provider: string;
  own: object | null;
  defaults: { perSecond: number };
  holds: { reason: string }[];
}

async function limitsOf({ http }: TestWorkspace, provider: string): Promise<Limits | undefined> {
  const { body } = await http.get('/api/v1/provider-limits').expect(200);
  return body.items.find((item: Limits) => item.provider === provider);
}

async function holdsOf({
  http,
}: TestWorkspace): Promise<{ id: string; kind: string; mayLift: boolean; reason: string }[]> {
  return (await http.get('/api/v1/sending-holds').expect(200)).body.items;
}

describe('what is used up of limits', () => {
  it('is told of mail servers with limits and domains that warm up, to their workspace alone', async () => {
    const { http, workspace } = await api.aWorkspace();
    const server = await http
      .post('/api/v1/smtp-servers')
      .send({ name: 'Relay', host: 'smtp.example.com', perHour: 100 });
    await http.post('/api/v1/smtp-servers').send({ name: 'Free', host: 'smtp.example.com' }).expect(201);
    const domain = await http.post('/api/v1/sending-domains').send({ domain: 'warm.example' }).expect(201);
    const warmUp = { startsOn: '2999-01-01', volumes: [50, 100] };
    await http.patch(`/api/v1/sending-domains/${domain.body.id}`).send({ warmUp }).expect(200);
    await gate.admit(
      aSendingRequest({
        workspaceId: workspace.id,
        server: aMailServer({
          id: server.body.id,
          workspaceId: workspace.id,
          limits: { perSecond: null, perMinute: null, perHour: 100, perDay: null },
        }),
        senderDomain: 'warm.example',
        senderPerDay: 50,
        wanted: { 'example.com': 3 },
      }),
    );
    const { body } = await http.get('/api/v1/sending-usage').expect(200);
    expect(body.items).toEqual([
      { kind: 'server', id: server.body.id, windows: [{ window: 'perHour', limit: 100, used: 3 }] },
      { kind: 'domain', id: domain.body.id, windows: [{ window: 'perDay', limit: 50, used: 3 }] },
    ]);
    expect((await first.http.get('/api/v1/sending-usage').expect(200)).body.items).toEqual([]);
  });
});

describe('limits for mailbox providers', () => {
  it('start with defaults that everybody can see', async () => {
    expect(await limitsOf(first, 'gmail')).toEqual({
      provider: 'gmail',
      name: 'Gmail',
      domains: ['gmail.com', 'googlemail.com'],
      defaults: { perSecond: 20, perMinute: null, perHour: 40_000, perDay: null },
      own: null,
      holds: [],
    });
  });

  it('are set whole, hold for what is sent, and go back to the defaults', async () => {
    const server = aMailServer({
      id: '0199d6a0-0000-7000-8000-000000000001',
      workspaceId: first.workspace.id,
    });
    const wanted = { gmail: 100 };
    const ask = (priority: 'campaign' | 'sequence') =>
      gate.admit(aSendingRequest({ workspaceId: first.workspace.id, server, priority, wanted }));
    const set = await first.http
      .put('/api/v1/provider-limits/gmail')
      .send({ perMinute: 30, perHour: null, perDay: 900 })
      .expect(200);
    expect(set.body.own).toEqual({ perSecond: null, perMinute: 30, perHour: null, perDay: 900 });
    expect((await ask('campaign')).granted.get('gmail')).toBe(27);
    expect((await ask('sequence')).granted.get('gmail')).toBe(3);

    await first.http.put('/api/v1/provider-limits/gmail').send({}).expect(200);
    expect((await limitsOf(first, 'gmail'))?.own).toEqual({
      perSecond: null,
      perMinute: null,
      perHour: null,
      perDay: null,
    });
    await first.http.delete('/api/v1/provider-limits/gmail').expect(204);
    expect((await limitsOf(first, 'gmail'))?.own).toBeNull();
    const { body } = await first.http.delete('/api/v1/provider-limits/gmail').expect(404);
    expect(body.code).toBe('provider-limits.not-found');
  });

  it('can be set for a domain that nobody well known runs, and for that workspace only', async () => {
    await first.http.put('/api/v1/provider-limits/ACME.example').send({ perHour: 50 }).expect(200);
    expect(await limitsOf(first, 'acme.example')).toMatchObject({
      name: 'acme.example',
      own: { perHour: 50 },
      defaults: { perHour: null },
    });
    expect(await limitsOf(second, 'acme.example')).toBeUndefined();
    await second.http.delete('/api/v1/provider-limits/acme.example').expect(404);
    expect(await limitsOf(first, 'acme.example')).toBeDefined();
  });

  it('are refused for what is no provider, and for a domain whose provider is known', async () => {
    const wrong = await first.http.put('/api/v1/provider-limits/gmial').send({ perHour: 50 }).expect(404);
    expect(wrong.body).toMatchObject({
      code: 'mailbox-provider.not-found',
      detail: expect.stringContaining('"gmail"'),
    });
    const domain = await first.http
      .put('/api/v1/provider-limits/googlemail.com')
      .send({ perHour: 50 })
      .expect(422);
    expect(domain.body).toMatchObject({
      code: 'provider-limits.domain-has-provider',
      detail: expect.stringContaining('set the limits of "gmail"'),
    });
    for (const body of [{ perHour: 0 }, { perHour: 1.5 }, { perHour: '5' }, { perWeek: 5 }]) {
      await first.http.put('/api/v1/provider-limits/gmail').send(body).expect(400);
    }
  });

  it('need somebody who may administer', async () => {
    const reader = api.withKey(await api.anApiKey(first.workspace.id, ['workspace:read']));
    await reader.get('/api/v1/provider-limits').expect(200);
    await reader.get('/api/v1/sending-holds').expect(200);
    await reader.put('/api/v1/provider-limits/gmail').send({ perHour: 5 }).expect(403);
    await reader.delete('/api/v1/provider-limits/gmail').expect(403);
    await reader.delete('/api/v1/sending-holds/0199d6a0-0000-7000-8000-00000000000a').expect(403);
    const marketer = await api.signedIn(first.workspace.id, 'marketer');
    await marketer.http.put('/api/v1/provider-limits/gmail').send({ perHour: 5 }).expect(403);
    await api.http.get('/api/v1/provider-limits').expect(401);
  });

  it('leave a trail', async () => {
    const { body } = await first.http
      .get('/api/v1/audit-entries')
      .query({ targetKind: 'mailbox-provider' })
      .expect(200);
    expect(
      body.items.map((entry: { action: string; targetId: string }) => `${entry.action} ${entry.targetId}`),
    ).toEqual([
      'provider-limits.changed acme.example',
      'provider-limits.reset gmail',
      'provider-limits.changed gmail',
      'provider-limits.changed gmail',
    ]);
  });
});

describe('holds', () => {
  let ownId: string;

  beforeAll(async () => {
    const server = { name: 'Own', host: 'own.example', port: 587 };
    ownId = (await first.http.post('/api/v1/smtp-servers').send(server).expect(201)).body.id;
  });

  const own = () => aMailServer({ id: ownId, workspaceId: first.workspace.id, label: 'own.example:587' });
  const change = (settings: object) =>
    first.http.patch(`/api/v1/smtp-servers/${ownId}`).send(settings).expect(200);
  const tell = (server: ReturnType<typeof own>, result: SendResult) =>
    gate.report(server, [
      { workspaceId: first.workspace.id, provider: 'gmail', senderDomain: 'news.example', result },
    ]);

  it("are listed in plain words, without anybody's address, for their own workspace", async () => {
    await tell(own(), slowDown);
    const [hold] = await holdsOf(first);
    expect(hold).toMatchObject({
      kind: 'provider',
      server: 'own.example:587',
      provider: 'gmail',
      providerName: 'Gmail',
      domain: null,
      strikes: 1,
      mayLift: true,
      reason: expect.stringMatching(
        /^Gmail asks us to slow down: 421 4\.7\.28 Unusual rate of mail to …\. gsmtp; next try at /,
      ),
    });
    expect((await limitsOf(first, 'gmail'))?.holds).toHaveLength(1);
    expect(await holdsOf(second)).toEqual([]);
  });

  it('are not listed for a server that was switched off: it holds nobody', async () => {
    await change({ isEnabled: false });
    expect(await holdsOf(first)).toEqual([]);
    await change({ isEnabled: true });
    expect(await holdsOf(first)).toHaveLength(1);
  });

  it('are lifted by hand, by their own workspace only', async () => {
    const [hold] = await holdsOf(first);
    await second.http.delete(`/api/v1/sending-holds/${hold!.id}`).expect(404);
    await first.http.delete(`/api/v1/sending-holds/${hold!.id}`).expect(204);
    expect(await holdsOf(first)).toEqual([]);
    await first.http.delete(`/api/v1/sending-holds/${hold!.id}`).expect(404);
    const { body } = await first.http
      .get('/api/v1/audit-entries')
      .query({ action: 'sending-hold.lifted' })
      .expect(200);
    expect(body.items[0].details).toMatchObject({
      kind: 'provider',
      server: 'own.example:587',
      provider: 'gmail',
    });
  });

  it('of the server that all workspaces share are seen by all and lifted by none', async () => {
    await tell(aMailServer({ label: 'shared.example:587' }), signIn);
    for (const workspace of [first, second]) {
      const [hold] = await holdsOf(workspace);
      expect(hold).toMatchObject({ kind: 'server', mayLift: false });
      expect(hold?.reason).toContain('does not let us sign in: 535 5.7.8 Authentication failed');
      const { body } = await workspace.http.delete(`/api/v1/sending-holds/${hold!.id}`).expect(422);
      expect(body).toMatchObject({
        code: 'sending-hold.shared',
        detail: expect.stringContaining('shared.example:587'),
      });
    }
  });
});
