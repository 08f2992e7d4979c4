import { createHmac } from 'node:crypto';
import { Test, type TestingModule } from '@nestjs/testing';
import { systemActor, type Actor } from '@features/accounts';
import { EventsModule, EventsService } from '@features/events';
import {
  DeliverWebhooks,
  WebhookCalls,
  WebhookReplays,
  WebhookSecrets,
  WebhooksModule,
  WebhookSubscriptions,
  WebhookSweeper,
  WebhookUrls,
} from '@features/webhooks';
import { Database } from '@platform/database';
import { FoundationModule } from '@platform/foundation';
import { createLogger } from '@platform/logging';
import { createTestDatabase, testSettings, type TestDatabase } from '@testing';
import { aContact } from '../../testing/factories/contact';
import { aWorkspace } from '../../testing/factories/workspace';
import { startHookReceiver, type HookReceiver } from '../../testing/hook-receiver';

let testDatabase: TestDatabase;
let app: TestingModule;
let database: Database;
let calls: WebhookCalls;
let receiver: HookReceiver;
let actor: Actor;

async function start(env: Record<string, string>): Promise<TestingModule> {
  const settings = testSettings({ DATABASE_URL: testDatabase.url, ...env });
  const logger = createLogger({ name: 'test', level: 'silent', pretty: false });
  const module = await Test.createTestingModule({
    imports: [
      FoundationModule.forProcess({ process: 'test', settings, logger }),
      EventsModule,
      WebhooksModule,
    ],
  }).compile();
  return module.init();
}

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  app = await start({ WEBHOOK_PRIVATE_HOSTS: 'yes' });
  database = app.get(Database);
  calls = app.get(WebhookCalls);
});

beforeEach(async () => {
  receiver = await startHookReceiver();
  actor = systemActor((await aWorkspace(database)).id, 'tester');
});

afterEach(() => receiver.stop());

afterAll(async () => {
  await app.close();
  await testDatabase.drop();
});

const deliver = (module = app) =>
  module.get(DeliverWebhooks).deliver(actor.workspaceId, new AbortController().signal);
const call = (changes: object = {}) => ({
  url: `${receiver.url}/hook`,
  event: 'form.submitted',
  body: { form: 'one' },
  occasion: 'form:1',
  ...changes,
});
const enqueue = (changes: object = {}) => calls.enqueue(actor.workspaceId, call(changes));
const only = async () => {
  const { items } = await calls.list(actor.workspaceId, { limit: 10 });
  return calls.get(actor.workspaceId, items[0]!.id);
};
const makeDue = () => database.execute(`UPDATE webhook_calls SET due_at = now() WHERE status = 'pending'`);
const answer = (status: number, text = '', headers: Record<string, string> = {}) => {
  receiver.answer = (_call, response) => response.writeHead(status, headers).end(text);
};

describe('webhook calls', () => {
  it('are made once for an occasion, signed, and not by a transaction that failed', async () => {
    const failing = database.transaction(async () => {
      await enqueue();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await enqueue()).toBe(true);
    expect(await enqueue({ body: { form: 'two' } })).toBe(false);
    const { secret } = await app.get(WebhookSecrets).rotate(actor);
    await deliver();
    expect(receiver.calls).toHaveLength(1);
    const [{ headers, body, path }] = receiver.calls as [(typeof receiver.calls)[0]];
    const made = await only();
    expect(path).toBe('/hook');
    expect(JSON.parse(body)).toEqual({
      id: made.id,
      event: 'form.submitted',
      createdAt: made.createdAt.toISOString(),
      data: { form: 'one' },
    });
    const [, time, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['tidings-signature'])) ?? [];
    expect(mac).toBe(createHmac('sha256', secret).update(`${time}.${body}`).digest('hex'));
    expect(headers).toMatchObject({ 'tidings-id': made.id, 'tidings-event': 'form.submitted' });
    expect(made).toMatchObject({ status: 'delivered', attempts: 1, answerStatus: 204 });
  });

  it('carry the former signature too, for a day after the secret was changed', async () => {
    const secrets = app.get(WebhookSecrets);
    const first = await secrets.rotate(actor);
    const second = await secrets.rotate(actor);
    expect(second.secret).toMatch(/^whsec_[\w-]{43}$/);
    expect(await secrets.current(actor.workspaceId)).toEqual([second.secret, first.secret]);
    const tomorrow = new Date(Date.now() + 25 * 3_600_000);
    expect(await secrets.current(actor.workspaceId, tomorrow)).toEqual([second.secret]);
    const rows = await database.query<{ text: string }>('SELECT s::text AS text FROM webhook_secrets s');
    expect(rows.some(({ text }) => text.includes('whsec_'))).toBe(false);
  });

  it('are tried again until they are answered, and keep what was answered', async () => {
    answer(500, 'down\u0000 '.repeat(300));
    await enqueue();
    await deliver();
    await deliver();
    const failed = await only();
    expect(failed).toMatchObject({ status: 'pending', attempts: 1, answerStatus: 500 });
    expect(failed.dueAt!.getTime() - Date.now()).toBeGreaterThan(5_000);
    expect(failed.attemptList[0]!.answer).toHaveLength(500);
    answer(200, 'fine');
    await makeDue();
    await deliver();
    const made = await only();
    expect(made).toMatchObject({ status: 'delivered', attempts: 2 });
    expect(made.attemptList.map(({ status, answer }) => [status, answer.slice(0, 4)])).toEqual([
      [500, 'down'],
      [200, 'fine'],
    ]);
    expect(receiver.calls[1]!.body).toBe(receiver.calls[0]!.body);
  });

  it('do not follow redirects, and end at 410', async () => {
    answer(302, '', { Location: `${receiver.url}/elsewhere` });
    await enqueue();
    await deliver();
    expect(await only()).toMatchObject({ status: 'pending', answerStatus: 302 });
    answer(410);
    await makeDue();
    await deliver();
    expect(await only()).toMatchObject({ status: 'gone', answerStatus: 410 });
    expect(receiver.calls.map(({ path }) => path)).toEqual(['/hook', '/hook']);
  });

  it('say what kept an answer from coming, and give up after a day', async () => {
    await receiver.stop();
    await enqueue();
    await deliver();
    const first = await only();
    expect(first.attemptList[0]).toMatchObject({
      status: null,
      problem: expect.stringContaining('refuses connections'),
    });
    await database.execute(`UPDATE webhook_calls SET give_up_at = now() + interval '5 seconds'`);
    await makeDue();
    await deliver();
    expect(await only()).toMatchObject({ status: 'failed', attempts: 2 });
    receiver = await startHookReceiver();
  });

  it('are replayed with the same id and content', async () => {
    await enqueue();
    await expect(calls.replay(actor, (await only()).id)).rejects.toMatchObject({
      code: 'webhook-call.pending',
    });
    await deliver();
    await calls.replay(actor, (await only()).id);
    await deliver();
    expect(receiver.calls.map(({ body }) => body)).toEqual(Array(2).fill(receiver.calls[0]!.body));
    expect(await only()).toMatchObject({ status: 'delivered', attempts: 2 });
  });

  it('are made once by many workers, and by another one when a worker died', async () => {
    await calls.enqueueMany(
      actor.workspaceId,
      Array.from({ length: 30 }, (_, index) => call({ occasion: `form:${index}` })),
    );
    await Promise.all([deliver(), deliver(), deliver()]);
    expect(new Set(receiver.calls.map(({ headers }) => headers['tidings-id'])).size).toBe(30);
    expect(receiver.calls).toHaveLength(30);
    await database.execute(
      `UPDATE webhook_calls SET status = 'pending', finished_at = NULL, leased_until = now() - interval '1 second'
       WHERE workspace_id = $1 AND occasion = 'form:7'`,
      [actor.workspaceId],
    );
    expect(await app.get(WebhookSweeper).sweep()).toBe(1);
    expect(await deliver()).toBe(1);
  });

  it('reach no private address unless the operator says so', async () => {
    const strict = await start({});
    try {
      await enqueue({ url: 'http://127.0.0.1/hook' });
      await enqueue({ occasion: 'form:2' });
      await deliver(strict);
      expect(receiver.calls).toEqual([]);
      const { items } = await calls.list(actor.workspaceId, { limit: 10 });
      const made = await Promise.all(items.map(({ id }) => calls.get(actor.workspaceId, id)));
      const problems = made.map(({ attemptList }) => attemptList[0]!.problem);
      expect(problems).toEqual([
        expect.stringContaining('ports 80 and 443 only'),
        expect.stringContaining('WEBHOOK_PRIVATE_HOSTS'),
      ]);
      const urls = strict.get(WebhookUrls);
      for (const url of [
        ...[
          'http://127.0.0.1/',
          'http://0177.1/',
          'http://2130706433/',
          'https://localhost/',
          'http://10.0.0.1/',
        ],
        ...[
          'http://[::1]/',
          'http://[::ffff:127.0.0.1]/',
          'http://[64:ff9b::7f00:1]/',
          'http://169.254.169.254/',
        ],
        ...['https://example.com:22/', 'ftp://example.com/', 'https://me:secret@example.com/', 'nonsense'],
      ]) {
        expect(() => urls.check('/url', url)).toThrow(
          expect.objectContaining({ code: 'webhook.url-invalid' }),
        );
      }
      expect(urls.check('/url', 'https://example.com/hook?a=1#part')).toBe('https://example.com/hook?a=1');
    } finally {
      await strict.close();
    }
  });

  it('are forgotten with their contact', async () => {
    const contact = await aContact(database, actor.workspaceId);
    await enqueue({ contactId: contact.id });
    await deliver();
    await database.execute('DELETE FROM contacts WHERE id = $1', [contact.id]);
    expect((await calls.list(actor.workspaceId, { limit: 10 })).items).toEqual([]);
    expect(await enqueue({ occasion: 'form:2', contactId: contact.id })).toBe(false);
  });
});

describe('webhook subscriptions', () => {
  const subscriptions = () => app.get(WebhookSubscriptions);
  const record = async (name: string) => {
    const contact = await aContact(database, actor.workspaceId, { firstName: 'Ana' });
    await app
      .get(EventsService)
      .record(actor.workspaceId, [{ contactId: contact.id, name, properties: { a: 1 } }]);
    return contact;
  };

  it('call at every event of their names, in its transaction', async () => {
    await subscriptions().create(actor, {
      url: receiver.url,
      events: ['asset.downloaded', 'form.submitted'],
    });
    await subscriptions().create(actor, {
      url: `${receiver.url}/off`,
      events: ['form.submitted'],
      isActive: false,
    });
    const contact = await record('form.submitted');
    await record('order.placed');
    await deliver();
    expect(receiver.calls.map(({ path }) => path)).toEqual(['/']);
    const { event, data } = JSON.parse(receiver.calls[0]!.body) as {
      event: string;
      data: Record<string, unknown>;
    };
    expect([event, data]).toEqual([
      'form.submitted',
      {
        eventId: expect.any(String),
        occurredAt: expect.any(String),
        properties: { a: 1 },
        contact: { id: contact.id, email: contact.email, firstName: 'Ana', lastName: null },
      },
    ]);
  });

  it('end when the receiver wants no more', async () => {
    const { id } = await subscriptions().create(actor, { url: receiver.url, events: ['form.submitted'] });
    answer(410);
    await record('form.submitted');
    await deliver();
    await record('form.submitted');
    expect(await deliver()).toBe(0);
    const ended = await subscriptions().get(actor.workspaceId, id);
    expect(ended).toMatchObject({ isActive: false, stoppedBecause: expect.stringContaining('410') });
    await expect(calls.replay(actor, (await only()).id)).rejects.toMatchObject({
      code: 'webhook-call.subscription-ended',
    });
    expect(await subscriptions().update(actor, id, { isActive: true })).toMatchObject({
      stoppedBecause: null,
    });
  });

  it('can be tried out, and the call tells what became of it', async () => {
    const { id } = await subscriptions().create(actor, { url: receiver.url, events: ['form.submitted'] });
    const tried = await subscriptions().test(actor, id);
    expect(tried).toMatchObject({ subscriptionId: id, event: 'webhook.test', status: 'pending' });
    expect(await deliver()).toBe(1);
    expect(receiver.calls[0]!.headers['tidings-id']).toBe(tried.id);
    expect((await calls.get(actor.workspaceId, tried.id)).status).toBe('delivered');
  });

  it('concern their workspace alone', async () => {
    const other = systemActor((await aWorkspace(database)).id, 'other');
    const { id } = await subscriptions().create(other, { url: receiver.url, events: ['form.submitted'] });
    await record('form.submitted');
    expect(await deliver()).toBe(0);
    await expect(subscriptions().get(actor.workspaceId, id)).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('calls that were given up', () => {
  const subscribe = (path: string) =>
    app.get(WebhookSubscriptions).create(actor, { url: `${receiver.url}/${path}`, events: ['visit.booked'] });
  const giveUp = () =>
    database.execute(
      `UPDATE webhook_calls SET status = 'failed', finished_at = now(), round_attempts = 9 WHERE workspace_id = $1`,
      [actor.workspaceId],
    );
  const health = () => app.get(WebhookReplays).list(actor.workspaceId);

  it('are counted for each subscription and made again together, except where it is switched off', async () => {
    const [shop, blog, off] = [await subscribe('shop'), await subscribe('blog'), await subscribe('off')];
    for (const { id, url } of [shop, shop, blog, off])
      await calls.test(actor.workspaceId, { id, url }, new Date());
    await giveUp();
    await app.get(WebhookSubscriptions).update(actor, off.id, { isActive: false });
    expect(await health()).toMatchObject([
      { subscriptionId: off.id, failed: 1, retrying: 0 },
      { subscriptionId: blog.id, failed: 1 },
      { subscriptionId: shop.id, failed: 2, lastCall: { status: 'failed', answerStatus: null } },
    ]);
    const replays = app.get(WebhookReplays);
    expect(await replays.replayFailed(actor, shop.id)).toEqual({ replayed: 2, hurried: 0 });
    expect(await deliver()).toBe(2);
    expect(receiver.calls.map(({ path }) => path)).toEqual(['/shop', '/shop']);
    expect(await replays.replayFailed(actor, null)).toEqual({ replayed: 1, hurried: 0 });
    expect(await deliver()).toBe(1);
    expect((await health()).map(({ failed }) => failed)).toEqual([1, 0, 0]);
    const other = systemActor((await aWorkspace(database)).id, 'tester');
    await expect(replays.replayFailed(other, shop.id)).rejects.toMatchObject({
      code: 'webhook-subscription.not-found',
    });
  });

  it('are not the only ones: what waits for its next attempt is tried at once', async () => {
    const { id, url } = await subscribe('shop');
    answer(500);
    await calls.test(actor.workspaceId, { id, url }, new Date());
    expect(await deliver()).toBe(1);
    expect(await health()).toMatchObject([{ retrying: 1, failed: 0, lastCall: { answerStatus: 500 } }]);
    await database.execute(
      `UPDATE webhook_calls SET due_at = now() + interval '1 hour' WHERE workspace_id = $1`,
      [actor.workspaceId],
    );
    answer(204);
    expect(await app.get(WebhookReplays).replayFailed(actor, id)).toEqual({ replayed: 0, hurried: 1 });
    expect(await deliver()).toBe(1);
    expect(await health()).toMatchObject([{ retrying: 0, lastCall: { status: 'delivered' } }]);
  });
});
