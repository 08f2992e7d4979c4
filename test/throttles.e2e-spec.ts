import { setTimeout } from 'node:timers/promises';
import {
  addresses,
  askCampaign,
  holdsEnd,
  serverScene,
  startServersProduct,
  takenTwice,
  untilWithoutWaits,
  type ServerScene,
} from './support/mail-servers';
import type { TestProduct } from './support/product';
import { startSmtpSink, type SmtpSink } from './support/smtp-sink';
import { until } from './support/until';

let product: TestProduct;
let scene: ServerScene;
let sink: SmtpSink;

beforeAll(async () => {
  product = await startServersProduct({ worker: false });
  await product.startWorker();
  await product.startWorker();
});

beforeEach(async () => {
  scene = await serverScene(product);
  sink = await startSmtpSink();
});

afterEach(() => sink.stop());

afterAll(() => product.close());

describe('a mailbox provider that asks us to slow down', () => {
  it('gets few messages to find out, while everybody else gets theirs; lifting the hold sends the rest', async () => {
    await scene.aServer(sink);
    const gmail = addresses(60, 'gmail.com');
    const others = addresses(200);
    await scene.people([...gmail, ...others]);
    let isSlow = true;
    sink.decide = (to) =>
      isSlow && to.endsWith('@gmail.com')
        ? { code: 421, text: '4.7.28 Gmail has detected an unusual rate of unsolicited mail', at: 'RCPT' }
        : undefined;
    const campaign = await scene.send();
    const hold = await scene.untilHeld('provider');
    expect(hold.provider).toBe('gmail');
    expect(hold.reason).toMatch(/^Gmail asks us to slow down: 421 4\.7\.28 .*; next try at /);
    await until('everybody else has theirs', async () => sink.received.length === 200);
    const settled = await until('nothing is in the air', async () => {
      const rows = [...(await scene.rows(campaign)).values()];
      return rows.every(({ status }) => status === 'accepted' || status === 'pending') && rows;
    });
    const waiting = settled.filter(({ status }) => status === 'pending');
    expect(waiting.map(({ email }) => email).sort()).toEqual([...gmail].sort());
    expect(new Set(waiting.map(({ attempts }) => attempts))).toEqual(new Set([0]));
    const told = await askCampaign(scene.mine, campaign, '/progress');
    expect(told).toMatchObject({ status: 'sending', remaining: 60 });
    expect(told.waitingFor[0].sentence).toContain('Gmail asks us to slow down');
    const probes = () => sink.asked.filter(({ to }) => to.endsWith('@gmail.com')).length;
    expect(probes()).toBeLessThanOrEqual(20);
    const before = probes();
    await holdsEnd(product);
    await untilWithoutWaits(
      product,
      'it was asked again',
      async () => (await scene.holds())[0]?.strikes === 2,
    );
    expect(probes() - before).toBeLessThanOrEqual(20);

    isSlow = false;
    const [held] = await scene.holds();
    await scene.mine.http.delete(`/api/v1/sending-holds/${held!.id}`).expect(204);
    // An answer to what had left before the hold was lifted may hold the provider anew, for half a minute.
    await scene.untilSent(campaign, 60_000);
    expect(sink.received).toHaveLength(260);
    expect(takenTwice(sink)).toEqual([]);
    const rows = [...(await scene.rows(campaign)).values()];
    expect(new Set(rows.map(({ attempts }) => attempts))).toEqual(new Set([1]));
  });
});

describe('a mailbox that is full, and one that greylists', () => {
  it('are tried again later by themselves, and hold nobody', async () => {
    await scene.aServer(sink);
    await scene.people(addresses(100));
    sink.decide = (to) => {
      if (to === 'c7@r.example') return { code: 452, text: '4.2.2 The mailbox is full', at: 'RCPT' };
      if (to === 'c8@r.example') return { code: 450, text: '4.7.1 Greylisted, please try again', at: 'RCPT' };
      return undefined;
    };
    const campaign = await scene.send();
    await until('all others have theirs', async () => sink.received.length === 98);
    const rows = await until('the answers are written', async () => {
      const all = await scene.rows(campaign);
      return [...all.values()].every(({ status }) => status === 'accepted' || status === 'deferred') && all;
    });
    for (const email of ['c7@r.example', 'c8@r.example']) {
      expect(rows.get(email)).toMatchObject({ status: 'deferred', attempts: 1 });
      expect(rows.get(email)?.nextAttemptAt?.getTime()).toBeGreaterThan(Date.now());
    }
    expect(await scene.holds()).toEqual([]);
    sink.decide = () => undefined;
    await product.api.db.execute(`UPDATE deliveries SET next_attempt_at = now() WHERE status = 'deferred'`);
    await scene.untilSentWithoutWaits(campaign);
    expect(sink.received).toHaveLength(100);
    expect(takenTwice(sink)).toEqual([]);
  });
});

describe('a message that somebody waits for', () => {
  const mjml =
    '<mjml><mj-body><mj-section><mj-column><mj-text>Your code</mj-text></mj-column></mj-section></mj-body></mjml>';

  it('passes a campaign of thousands that goes out over one slow connection', async () => {
    await scene.aServer(sink, { connections: 1 });
    await scene.people(addresses(3_000));
    // Asked at RCPT and at DATA: a tenth of a second for each message.
    sink.decide = () => setTimeout(50, undefined);
    const campaign = await scene.send();
    await until('the campaign is under way', async () => sink.received.length >= 10);
    const passed: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const to = { email: `urgent-${round}@r.example` };
      await scene.mine.http.post('/api/v1/messages').send({ to, subject: 'Your code', mjml }).expect(202);
      const before = sink.asked.length;
      await until('it arrives', async () => sink.received.includes(to.email));
      passed.push(sink.asked.findIndex((message) => message.to === to.email) - before);
    }
    // Its turn comes after the message that is on the wire; a busy machine may take the time of a few more to make it. In turn with
    // the campaign it would be thousands.
    expect(passed.sort((a, b) => a - b)[4]).toBeLessThanOrEqual(10);
    expect(passed[8]).toBeLessThan(100);
    await scene.mine.http.post(`/api/v1/campaigns/${campaign}/cancel`).expect(200);
    await until('nothing is in the air', async () => {
      const rows = [...(await scene.rows(campaign)).values()];
      return rows.every(({ status }) => status === 'accepted' || status === 'cancelled');
    });
  });
});
