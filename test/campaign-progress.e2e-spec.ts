import { watchCampaignsJob } from '@features/campaigns';
import { JobQueue } from '@platform/queue';
import { untilCampaign } from './support/product';
import { sendingScene, type SendingScene } from './support/sending';
import { until } from './support/until';

let scene: SendingScene;
const progress = async () =>
  (await scene.mine.http.get(`/api/v1/campaigns/${scene.id}/progress`).expect(200)).body;
const sumOf = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

afterEach(() => scene.close());

describe('the progress of a campaign', () => {
  it('is told at every moment, and sums up to the audience', async () => {
    scene = await sendingScene(300);
    expect(await progress()).toMatchObject({ status: 'draft', audience: null, remaining: 0, waitingFor: [] });
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    scene.sink.decide = async () =>
      scene.sink.received.length >= 80 ? gate.then(() => undefined) : undefined;
    await scene.post('send').expect(200);
    const half = await until('some are through and some in the air', async () => {
      const now = await progress();
      return now.deliveries?.accepted > 20 && now.deliveries.handed_over > 0 ? now : null;
    });
    expect(half).toMatchObject({ status: 'sending', audience: 300, givenUp: 0, pause: null });
    expect(sumOf(half.deliveries)).toBe(300);
    expect(half.remaining).toBe(300 - half.deliveries.accepted);
    expect(half.rate.lastMinute).toBeGreaterThan(0);
    expect(half.estimate).toContain('left');
    expect(new Date(half.estimatedEndAt).getTime()).toBeGreaterThan(Date.now() - 5_000);
    await scene.post('pause').expect(200);
    const paused = await progress();
    expect(paused.pause).toMatchObject({ byKind: 'api-key', by: 'test', reason: 'Paused by test.' });
    expect(paused.waitingFor).toMatchObject([{ kind: 'paused', sentence: 'Paused by test.' }]);
    expect(paused.estimate).toContain('paused');
    release();
    await scene.post('resume').expect(200);
    await untilCampaign(scene.mine, scene.id, 'sent');
    const done = await progress();
    expect(done).toMatchObject({
      status: 'sent',
      remaining: 0,
      percentDone: 100,
      pause: null,
      waitingFor: [],
      estimatedEndAt: null,
      brake: { sent: 300, bounces: { percent: 0, limit: 5 }, complaints: { percent: 0, limit: 0.3 } },
    });
    expect(done.deliveries).toEqual(await scene.states());
    expect(Date.parse(done.firstHandedOverAt)).toBeLessThanOrEqual(Date.parse(done.lastHandedOverAt));
  });

  it('tells what the mail server says when it takes nothing', async () => {
    scene = await sendingScene(10);
    scene.sink.decide = () => ({ code: 421, text: '4.3.2 Shutting down', at: 'RCPT' });
    await scene.post('send').expect(200);
    const waiting = await until('it says why it waits', async () => {
      const { waitingFor } = await progress();
      return (waitingFor as { kind: string; sentence: string }[]).find(({ kind }) => kind === 'mail-server');
    });
    expect(waiting.sentence).toContain('Shutting down');
    await scene.post('cancel').expect(200);
    await until('everything is cancelled', async () => (await progress()).deliveries.cancelled === 10);
  });

  it('of somebody else is not found', async () => {
    scene = await sendingScene(1);
    const other = await scene.product.api.aWorkspace();
    await other.http.get(`/api/v1/campaigns/${scene.id}/progress`).expect(404);
    await other.http.get(`/api/v1/campaigns/${scene.id}/send-to-rest`).expect(404);
    await other.http.post(`/api/v1/campaigns/${scene.id}/send-to-rest`).send({}).expect(404);
  });
});

describe('the emergency brake', () => {
  const watch = () => scene.product.api.app.get(JobQueue, { strict: false }).enqueue(watchCampaignsJob, {});
  const trail = async (action: string) =>
    (await scene.mine.http.get(`/api/v1/audit-entries?action=${action}`).expect(200)).body.items;

  it('stops a campaign whose addresses do not exist, says why, and lets a person go on', async () => {
    scene = await sendingScene(800);
    // Every tenth mailbox is gone: ten percent.
    scene.sink.decide = (to) =>
      /0@/.test(to) ? { code: 550, text: '5.1.1 No such user', at: 'RCPT' } : undefined;
    await scene.post('send').expect(200);
    const campaign = await untilCampaign(scene.mine, scene.id, 'paused');
    expect(campaign.reason).toMatch(
      /^Paused by the emergency brake: (9|10)(\.\d)? % of \d+ messages came back/,
    );
    const stopped = await until('what was in the air is settled', async () => {
      const now = await progress();
      return now.deliveries.handed_over + now.deliveries.claimed === 0 ? now : null;
    });
    expect(stopped.brake.sent).toBeGreaterThanOrEqual(500);
    expect(stopped.remaining).toBeGreaterThan(0);
    expect(stopped.pause).toMatchObject({ byKind: 'brake', by: 'Emergency brake', reason: campaign.reason });
    expect(await trail('campaign.pause')).toMatchObject([
      { actorKind: 'system', actorName: 'Emergency brake', targetId: scene.id },
    ]);
    await scene.post('resume').expect(200);
    await untilCampaign(scene.mine, scene.id, 'sent');
    const { brake } = await progress();
    expect(brake.override).toMatchObject({
      by: 'test',
      sentence: expect.stringContaining('pulls again above'),
    });
    expect(brake.bounces.limit).toBeGreaterThan(14);
    expect((await trail('campaign.resume'))[0].details).toMatchObject({ overridesBrake: true });
    expect(scene.duplicates()).toEqual([]);
  });

  it('pulls at the limits of the workspace', async () => {
    scene = await sendingScene(80);
    const settings = { brakeBouncePercent: 20, brakeComplaintPercent: 0.5, brakeMinimumSent: 40 };
    const { body } = await scene.mine.http.patch('/api/v1/workspace').send(settings).expect(200);
    expect(body).toMatchObject(settings);
    for (const wrong of [{ brakeBouncePercent: 0 }, { brakeComplaintPercent: 101 }, { brakeMinimumSent: 0 }])
      await scene.mine.http.patch('/api/v1/workspace').send(wrong).expect(400);
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const seen = new Set<string>();
    // Every second mailbox is gone; after sixty the server takes its time.
    scene.sink.decide = async (to) => {
      if (seen.add(to).size > 60) await gate;
      return /[02468]@/.test(to) ? { code: 550, text: '5.1.1 No such user', at: 'RCPT' } : undefined;
    };
    await scene.post('send').expect(200);
    const { brake } = await until('the brake has something to judge', async () => {
      const now = await progress();
      return now.brake.sent >= 40 ? now : null;
    });
    expect(brake).toMatchObject({ minimumSent: 40, bounces: { limit: 20 }, complaints: { limit: 0.5 } });
    await watch();
    expect((await untilCampaign(scene.mine, scene.id, 'paused')).reason).toContain('limit 20 %');
    release();
  });

  it('stops a campaign that people complain about, once, and again when it gets worse by half', async () => {
    scene = await sendingScene(1_500);
    let release: () => void = () => undefined;
    let gate = new Promise<void>((resolve) => (release = resolve));
    let stopAt = 600;
    scene.sink.decide = async () =>
      scene.sink.received.length >= stopAt ? gate.then(() => undefined) : undefined;
    const complain = async (share: number) => {
      const accepted = (await progress()).deliveries.accepted as number;
      await scene.product.api.db.execute(
        `UPDATE deliveries SET complained_at = now() WHERE id IN (
           SELECT id FROM deliveries WHERE status = 'accepted' ORDER BY seq LIMIT ceil($1::numeric * $2))`,
        [accepted, share],
      );
    };
    const going = async (least: number) =>
      until(`${least} are accepted`, async () => (await progress()).deliveries.accepted >= least, 90_000);
    await scene.post('send').expect(200);
    await going(550);
    await complain(0.004);
    await watch();
    expect((await untilCampaign(scene.mine, scene.id, 'paused')).reason).toContain('called the message spam');
    stopAt = 1_200;
    const former = release;
    gate = new Promise<void>((resolve) => (release = resolve));
    former();
    await scene.post('resume').expect(200);
    await going(1_100);
    await watch();
    expect((await progress()).status).toBe('sending');
    await complain(0.009);
    await watch();
    await untilCampaign(scene.mine, scene.id, 'paused');
    expect(await trail('campaign.pause')).toHaveLength(2);
    release();
  });
});
