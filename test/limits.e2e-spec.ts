import { setTimeout } from 'node:timers/promises';
import {
  addresses,
  askCampaign,
  serverScene,
  startServersProduct,
  takenTwice,
  untilWithoutWaits,
  type ServerScene,
} from './support/mail-servers';
import type { TestProduct } from './support/product';
import { startSmtpSink, type SmtpSink } from './support/smtp-sink';
import { until } from './support/until';
import { startWorkerProcess, type WorkerProcess } from './support/worker-process';

let product: TestProduct;
let workers: WorkerProcess[];
let scene: ServerScene;
let sink: SmtpSink;

beforeAll(async () => {
  product = await startServersProduct({ worker: false });
  workers = [await startWorkerProcess(product.env), await startWorkerProcess(product.env)];
});

beforeEach(async () => {
  scene = await serverScene(product);
  sink = await startSmtpSink();
});

afterEach(() => sink.stop());

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  await product.close();
});

const reasonOf = async (campaign: string) => (await askCampaign(scene.mine, campaign)).reason;

/** Most messages that certainly came within any interval of `ms`. */
function mostWithin(ms: number): number {
  const came = sink.asked.map((message) => message.came);
  return Math.max(
    ...came.map(({ after }) => came.filter((one) => one.after >= after && one.by < after + ms).length),
  );
}

describe('two workers and the limits of a mail server', () => {
  it.each([
    ['a fast server', () => 0],
    ['a server that now takes its time and now does not', () => Math.random() * 300],
  ])('send to %s never more in any second than it allows', async (_, answersAfterMs) => {
    await scene.aServer(sink, { perSecond: 60, connections: 10 });
    // Three batches: one more than there are workers.
    await scene.people(addresses(1_100));
    sink.decide = () => setTimeout(answersAfterMs() / 2, undefined);
    const campaign = await scene.send();
    await scene.untilSent(campaign, 120_000);
    expect(mostWithin(1_000)).toBeLessThanOrEqual(60);
    expect(sink.received).toHaveLength(1_100);
    expect(takenTwice(sink)).toEqual([]);
  });

  it('send as much as a minute allows, say that they wait, and go on in the next', async () => {
    await scene.aServer(sink, { perMinute: 50 });
    await scene.people(addresses(120));
    const campaign = await scene.send();
    await until(
      'the minute is used up, but for what is left to urgent mail',
      async () => sink.received.length === 45,
    );
    const told = await until('it says what it waits for', () => reasonOf(campaign));
    expect(told).toMatch(/^Mail through 127\.0\.0\.1:\d+ is limited to 50 per minute\./);
    for (const most of [90, 120]) {
      expect(mostWithin(60_000)).toBeLessThanOrEqual(most - 30);
      await product.api.db.execute('UPDATE sending_usage SET per_minute_slot = per_minute_slot - 62');
      await untilWithoutWaits(product, `${most} are out`, async () => sink.received.length >= most);
      expect(sink.received).toHaveLength(most);
    }
    await scene.untilSent(campaign);
    expect(takenTwice(sink)).toEqual([]);
  });

  it('never have more connections together than it allows, also while a third one joins', async () => {
    await scene.aServer(sink, { connections: 3 });
    // More batches than one worker takes for one workspace.
    await scene.people(addresses(4_000));
    const campaign = await scene.send();
    await until('both send', async () => sink.mostAtOnce() === 3);
    workers.push(await startWorkerProcess(product.env));
    await scene.untilSent(campaign, 120_000);
    expect(sink.mostAtOnce()).toBe(3);
    expect(sink.received).toHaveLength(4_000);
    expect(takenTwice(sink)).toEqual([]);
  });

  it('get a campaign through over a single connection', async () => {
    await scene.aServer(sink, { connections: 1 });
    await scene.people(addresses(700));
    const campaign = await scene.send();
    await scene.untilSent(campaign);
    expect(sink.mostAtOnce()).toBe(1);
    expect(sink.received).toHaveLength(700);
  });
});

describe('a sending domain that warms up', () => {
  it('sends what its plan allows today, names the plan as the reason for the rest, and goes on tomorrow', async () => {
    await scene.aServer(sink);
    await scene.people(addresses(8));
    const { http } = scene.mine;
    const { items } = (await http.get('/api/v1/sending-domains').expect(200)).body;
    const domain = items.find(({ domain: name }: { domain: string }) => name === 'mare-alta.example');
    const today = new Date().toISOString().slice(0, 10);
    await http
      .patch(`/api/v1/sending-domains/${domain.id}`)
      .send({ warmUp: { startsOn: today, volumes: [5, 100] } })
      .expect(200);
    const campaign = await scene.send();
    const told = await until('it says what it waits for', () => reasonOf(campaign));
    expect(told).toMatch(/^By its warm-up plan, mail from mare-alta\.example is limited to 5 per day\./);
    expect(sink.received).toHaveLength(5);
    const waiting = [...(await scene.rows(campaign)).values()].filter(({ status }) => status === 'pending');
    expect(waiting.map(({ attempts }) => attempts)).toEqual([0, 0, 0]);
    await product.api.db.execute(
      `UPDATE sending_domains SET warm_up = jsonb_set(warm_up, '{startsOn}', to_jsonb((now() - interval '1 day')::date))
       WHERE id = $1`,
      [domain.id],
    );
    await product.api.db.execute('UPDATE sending_usage SET per_day_slot = per_day_slot - 62');
    await untilWithoutWaits(product, 'the rest is out', async () => sink.received.length === 8);
    await scene.untilSent(campaign);
    expect(takenTwice(sink)).toEqual([]);
  });
});
