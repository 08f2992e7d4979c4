import { createHmac } from 'node:crypto';
import { startHookReceiver, type HookReceiver } from '../libs/testing/hook-receiver';
import type { TestWorkspace } from './support/api';
import { startProduct, type TestProduct } from './support/product';
import { until } from './support/until';

describe('webhooks', () => {
  let product: TestProduct;
  let home: TestWorkspace;
  let receiver: HookReceiver;

  beforeAll(async () => {
    receiver = await startHookReceiver();
    product = await startProduct({ env: { WEBHOOK_PRIVATE_HOSTS: 'yes' } });
    home = await product.api.aWorkspace();
    await home.http.post('/api/v1/contacts').send({ email: 'ana@example.com', firstName: 'Ana' }).expect(201);
  });

  afterAll(async () => {
    await product.close();
    await receiver.stop();
  });

  const happen = (name: string) =>
    home.http
      .post('/api/v1/events')
      .send({ events: [{ email: 'ana@example.com', name, properties: { room: 'blue' } }] })
      .expect(200);
  const received = (count: number) =>
    until(`${count} calls came`, async () => receiver.calls.length >= count && receiver.calls[count - 1]);

  it('tell of events, are looked at with their attempts, and are made again', async () => {
    const { secret } = (await home.http.post('/api/v1/webhook-secret/rotate').expect(200)).body as {
      secret: string;
    };
    const created = await home.http
      .post('/api/v1/webhook-subscriptions')
      .send({ url: `${receiver.url}/hook`, events: ['visit.booked'] })
      .expect(201);
    expect(created.body).toMatchObject({ isActive: true, stoppedBecause: null });
    await happen('visit.cancelled');
    await happen('visit.booked');
    const call = await received(1);
    const [time, mac] = /^t=(\d+),v1=(\w+)$/.exec(String(call.headers['tidings-signature']))?.slice(1) ?? [];
    expect(mac).toBe(createHmac('sha256', secret).update(`${time}.${call.body}`).digest('hex'));
    const body = JSON.parse(call.body) as Record<string, unknown>;
    expect(body).toMatchObject({
      event: 'visit.booked',
      data: { properties: { room: 'blue' }, contact: { email: 'ana@example.com', firstName: 'Ana' } },
    });
    const id = call.headers['tidings-id'] as string;
    const path = `/api/v1/webhook-calls/${id}`;
    const details = await until('the call is written', async () => {
      const answer = await home.http.get(path).expect(200);
      return answer.body.status === 'delivered' && answer.body;
    });
    expect(details).toMatchObject({
      attempts: 1,
      answerStatus: 204,
      attemptList: [{ number: 1, status: 204 }],
    });
    expect(details.data).toEqual(body.data);
    const query = { subscriptionId: created.body.id as string, status: 'delivered' };
    const list = await home.http.get('/api/v1/webhook-calls').query(query).expect(200);
    expect(list.body.items).toHaveLength(1);
    await home.http.post(`${path}/replay`).expect(202);
    expect((await received(2)).body).toBe(call.body);
    const other = await product.api.aWorkspace();
    await other.http.get(path).expect(404);
    await other.http.post(`${path}/replay`).expect(404);
    expect((await other.http.get('/api/v1/webhook-calls').expect(200)).body.items).toEqual([]);
  });

  it('are tried out, changed, switched off and deleted', async () => {
    const before = receiver.calls.length;
    const { body } = await home.http
      .post('/api/v1/webhook-subscriptions')
      .send({ url: `${receiver.url}/try`, events: ['visit.moved'] })
      .expect(201);
    const path = `/api/v1/webhook-subscriptions/${body.id}`;
    await home.http.post(`${path}/test`).expect(202);
    expect(JSON.parse((await received(before + 1)).body)).toMatchObject({ event: 'webhook.test' });
    const changed = await home.http
      .patch(path)
      .send({ events: ['visit.over'], isActive: false })
      .expect(200);
    expect(changed.body).toMatchObject({
      events: ['visit.over'],
      isActive: false,
      url: `${receiver.url}/try`,
    });
    await happen('visit.over');
    const calls = await home.http.get('/api/v1/webhook-calls').query({ event: 'visit.over' }).expect(200);
    expect(calls.body.items).toEqual([]);
    expect((await home.http.get('/api/v1/webhook-subscriptions').expect(200)).body.items).toHaveLength(2);
    await home.http.delete(path).expect(204);
    await home.http.get(path).expect(404);
  });

  it('that wait for another attempt are counted, and made at once by who may know contacts', async () => {
    const { body } = await home.http
      .post('/api/v1/webhook-subscriptions')
      .send({ url: `${receiver.url}/down`, events: ['visit.late'] })
      .expect(201);
    const subscriptionId = body.id as string;
    const before = receiver.answer;
    receiver.answer = (_call, response) => response.writeHead(500).end();
    await happen('visit.late');
    const newest = async () => (await home.http.get('/api/v1/webhook-health').expect(200)).body.items[0];
    await until('it has failed', async () => (await newest()).retrying === 1);
    expect(await newest()).toMatchObject({ subscriptionId, lastCall: { answerStatus: 500 } });
    const replay = '/api/v1/webhook-calls/replay-failed';
    const answer = await home.http.post(replay).send({ subscriptionId }).expect(202);
    // None, if its next attempt was being made at this very moment.
    expect(answer.body).toEqual({ replayed: 0, hurried: expect.any(Number) });
    receiver.answer = before;
    await until('it came', async () => {
      await home.http.post(replay).send({ subscriptionId }).expect(202);
      return (await newest()).lastCall.status === 'delivered';
    });
    expect(await newest()).toMatchObject({ subscriptionId, retrying: 0, failed: 0 });
    const narrow = product.api.withKey(await product.api.anApiKey(home.workspace.id, ['webhooks:write']));
    await narrow.post(replay).send({}).expect(403);
    const other = await product.api.aWorkspace();
    await other.http.post(replay).send({ subscriptionId }).expect(404);
    expect((await other.http.get('/api/v1/webhook-health').expect(200)).body.items).toEqual([]);
  });

  it('say what is wrong with a subscription, and need the right to read contacts', async () => {
    const create = (input: object, http = home.http) =>
      http.post('/api/v1/webhook-subscriptions').send(input);
    const url = 'https://example.com/hook';
    const bad = await create({ url: 'ftp://example.com', events: ['a.b'] }).expect(400);
    expect(bad.body).toMatchObject({ code: 'webhook.url-invalid', errors: [{ pointer: '/url' }] });
    expect((await create({ url, events: ['No Event'] }).expect(400)).body.errors[0].pointer).toBe('/events');
    await create({ url, events: [] }).expect(400);
    const narrow = product.api.withKey(await product.api.anApiKey(home.workspace.id, ['webhooks:write']));
    await create({ url, events: ['visit.booked'] }, narrow).expect(403);
    await narrow.post('/api/v1/webhook-secret/rotate').expect(403);
    const info = await home.http.get('/api/v1/webhook-secret').expect(200);
    expect(Object.keys(info.body).sort()).toEqual(['formerUntil', 'rotatedAt']);
  });
});
