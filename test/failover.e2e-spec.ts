import {
  addresses,
  askCampaign,
  holdsEnd,
  serverScene,
  startServersProduct,
  takenTwice,
  type ServerScene,
} from './support/mail-servers';
import type { TestProduct } from './support/product';
import { startSmtpSink, type SmtpSink } from './support/smtp-sink';
import { until } from './support/until';

let product: TestProduct;
let scene: ServerScene;
let sinks: SmtpSink[] = [];

beforeAll(async () => {
  product = await startServersProduct({ worker: false });
  await product.startWorker();
  await product.startWorker();
});

beforeEach(async () => {
  scene = await serverScene(product);
});

afterEach(async () => {
  await Promise.all(sinks.map((sink) => sink.stop()));
  sinks = [];
});

afterAll(() => product.close());

const aSink = async (): Promise<SmtpSink> => {
  const sink = await startSmtpSink();
  sinks.push(sink);
  return sink;
};
const attemptsOf = async (campaign: string): Promise<number[]> => [
  ...new Set([...(await scene.rows(campaign)).values()].map(({ attempts }) => attempts)),
];

const statesOf = async (campaign: string): Promise<string[]> => [
  ...new Set([...(await scene.rows(campaign)).values()].map(({ status }) => status)),
];

interface Illness {
  fall: (sink: SmtpSink) => Promise<void> | void;
  heal: (sink: SmtpSink) => Promise<void> | void;
}

const ILLNESSES: [string, Illness][] = [
  [
    'answers 421 to the greeting',
    {
      fall: (sink) => void (sink.greet = () => ({ code: 421, text: '4.3.2 Too busy just now' })),
      heal: (sink) => void (sink.greet = () => undefined),
    },
  ],
  ['refuses connections', { fall: (sink) => sink.goDown(), heal: (sink) => sink.comeBack() }],
];

describe('a workspace with two mail servers', () => {
  it.each(ILLNESSES)(
    'sends through the other one while one %s, and through both again afterwards',
    async (_, { fall, heal }) => {
      const [ill, well] = [await aSink(), await aSink()];
      await fall(ill);
      // The ill one is the first choice for practically every group.
      await scene.aServer(ill, { weight: 100 });
      await scene.aServer(well);
      await scene.people(addresses(200));
      const campaign = await scene.send();
      const hold = await scene.untilHeld('server');
      expect(hold.server).toBe(`127.0.0.1:${ill.port}`);
      expect(hold.reason).toMatch(
        /^The mail server 127\.0\.0\.1:\d+ (cannot be reached|does not take mail now): .*; (next try at|the next)/,
      );
      await scene.untilSent(campaign);
      expect(well.received).toHaveLength(200);
      expect(takenTwice(well)).toEqual([]);
      expect([ill.received, await attemptsOf(campaign), await statesOf(campaign)]).toEqual([
        [],
        [1],
        ['accepted'],
      ]);

      await heal(ill);
      await holdsEnd(product);
      const again = await scene.send();
      await scene.untilSent(again);
      expect(ill.received.length).toBeGreaterThan(0);
      expect(ill.received.length + well.received.length).toBe(400);
      expect(await scene.holds()).toEqual([]);
    },
  );

  it('sends all through the one that takes mail, however long the other one will not', async () => {
    const [ill, well] = [await aSink(), await aSink()];
    await ill.goDown();
    await scene.aServer(ill, { weight: 100 });
    await scene.aServer(well);
    await scene.people(addresses(2_000));
    await scene.untilSent(await scene.send());
    await scene.untilHeld('server');
    await product.api.db.execute(
      `UPDATE sending_holds SET held_until = now() + interval '1 hour' WHERE lifted_at IS NULL`,
    );
    await scene.untilSent(await scene.send());
    expect([well.received.length, ill.asked.length]).toEqual([4_000, 0]);
  });

  it('sends the mail of a sender only through the server that is routed to its domain', async () => {
    const [ofShop, ofAll] = [await aSink(), await aSink()];
    await scene.aServer(ofShop, { senderDomains: ['shop.example'] });
    await scene.aServer(ofAll);
    await scene.people(addresses(120));
    const sender = { fromName: 'Ana', fromEmail: 'ana@shop.example' };
    const { id: senderId } = (await scene.mine.http.post('/api/v1/senders').send(sender).expect(201)).body;
    const campaigns = [await scene.send({ senderId }), await scene.send()];
    for (const campaign of campaigns) await scene.untilSent(campaign);
    const sendersAt = (sink: SmtpSink) => [...new Set(sink.asked.map(({ from }) => from))];
    expect([sendersAt(ofShop), sendersAt(ofAll)]).toEqual([
      ['ana@shop.example'],
      ['letters@mare-alta.example'],
    ]);
    expect([ofShop.received.length, ofAll.received.length]).toEqual([120, 120]);
  });

  it('waits rather than send through a server that its sender is not routed to', async () => {
    const [ofShop, ofAll] = [await aSink(), await aSink()];
    await ofShop.goDown();
    await scene.aServer(ofShop, { senderDomains: ['mare-alta.example'] });
    await scene.aServer(ofAll);
    await scene.people(addresses(20));
    const campaign = await scene.send();
    await scene.untilHeld('server');
    await until('it says what it waits for', async () => (await askCampaign(scene.mine, campaign)).reason);
    await ofShop.comeBack();
    await holdsEnd(product);
    await scene.untilSentWithoutWaits(campaign);
    expect([ofShop.received.length, ofAll.asked.length]).toEqual([20, 0]);
  });

  it('sends through them by their weights', async () => {
    const [heavy, light] = [await aSink(), await aSink()];
    await scene.aServer(heavy, { weight: 3 });
    await scene.aServer(light, { weight: 1 });
    // Sixty groups or more.
    await scene.people(addresses(3_000));
    await scene.untilSent(await scene.send());
    expect(heavy.received.length + light.received.length).toBe(3_000);
    // A quarter is expected for the light one; one run in a hundred thousand is outside.
    expect(light.received.length / 3_000).toBeGreaterThan(0.03);
    expect(light.received.length / 3_000).toBeLessThan(0.5);
  });
});

describe('a workspace with one mail server', () => {
  it.each(ILLNESSES)(
    'waits when it %s in the middle, says so, uses up no attempt, and goes on when it is back',
    async (_, { fall, heal }) => {
      const sink = await aSink();
      // One connection: when the next message asks, the answer to the one before has been heard.
      await scene.aServer(sink, { connections: 1 });
      await scene.people(addresses(400));
      sink.decide = async () => {
        if (sink.received.length < 100) return undefined;
        await fall(sink);
        sink.breakConnections();
        return undefined;
      };
      const campaign = await scene.send();
      const told = await until(
        'it says what it waits for',
        async () => (await askCampaign(scene.mine, campaign)).reason,
      );
      expect(told).toMatch(/^The mail server .*Tidings tries again by itself; nothing is lost\.$/);
      const { waitingFor, status } = await askCampaign(scene.mine, campaign, '/progress');
      expect(status).toBe('sending');
      expect(waitingFor).toMatchObject([
        { kind: 'mail-server', sentence: expect.stringMatching(/^The mail server /) },
      ]);
      const rows = [...(await scene.rows(campaign)).values()];
      const waiting = rows.filter((row) => row.status !== 'accepted');
      expect([waiting.length, new Set(waiting.map(({ attempts }) => attempts))]).toEqual([300, new Set([0])]);

      sink.decide = () => undefined;
      await heal(sink);
      await holdsEnd(product);
      await scene.untilSentWithoutWaits(campaign);
      expect(sink.received).toHaveLength(400);
      expect(takenTwice(sink)).toEqual([]);
      expect([await attemptsOf(campaign), await statesOf(campaign)]).toEqual([[1], ['accepted']]);
      expect(await scene.holds()).toEqual([]);
    },
  );
});
