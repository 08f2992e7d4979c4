import { untilCampaign } from './support/product';
import { minutesPass, sendingScene, type SendingScene } from './support/sending';
import { until } from './support/until';

describe('a campaign that is over', () => {
  let scene: SendingScene;
  const ask = async (path: string) =>
    (await scene.mine.http.get(`/api/v1/campaigns/${scene.id}/${path}`).expect(200)).body;

  afterEach(() => scene.close());

  /** Cancelled when `after` mails are out, with everything settled. */
  const cancelledAfter = async (after: number): Promise<Record<string, number>> => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    scene.sink.decide = async () =>
      scene.sink.received.length >= after ? gate.then(() => undefined) : undefined;
    await scene.post('send').expect(200);
    await until(`${after} mails are out`, async () => scene.sink.received.length >= after);
    await scene.post('cancel').expect(200);
    release();
    const settled = await until('everything is settled', async () => {
      const now = await scene.states();
      return now['handed_over'] === 0 && now['claimed'] === 0 && now['pending'] === 0 ? now : null;
    });
    scene.sink.decide = () => undefined;
    return settled;
  };

  it('is sent to the rest after it was cancelled: everybody once, and pressing twice opens nothing', async () => {
    scene = await sendingScene(300);
    const before = await cancelledAfter(60);
    const outlook = await ask('send-to-rest');
    expect(outlook).toMatchObject({
      status: 'cancelled',
      obstacle: null,
      rest: { cancelled: before['cancelled'] },
    });
    const presses = await Promise.all([scene.post('send-to-rest'), scene.post('send-to-rest', {})]);
    expect(presses.map(({ status }) => status)).toEqual([200, 200]);
    const totals = presses.map(({ body }) => body.reopened.total as number).sort((a, b) => a - b);
    expect(totals).toEqual([0, before['cancelled']]);
    await untilCampaign(scene.mine, scene.id, 'sent');
    expect(await scene.states()).toMatchObject({ accepted: 300, cancelled: 0 });
    expect(scene.duplicates()).toEqual([]);
    const { body: third } = await scene.post('send-to-rest', {}).expect(200);
    expect(third).toMatchObject({ status: 'sent', reopened: { total: 0 } });
    const { body: trail } = await scene.mine.http
      .get('/api/v1/audit-entries?action=campaign.send-to-rest')
      .expect(200);
    expect(trail.items).toHaveLength(1);
    expect(trail.items[0].details.reopened).toMatchObject({ cancelled: before['cancelled'] });
  });

  it('asks for consent again, and leaves out who withdrew it meanwhile', async () => {
    scene = await sendingScene(120);
    await cancelledAfter(20);
    const left = await scene.product.api.db.query<{ email: string }>(
      `SELECT email FROM deliveries WHERE status = 'cancelled' ORDER BY seq LIMIT 2`,
    );
    await scene.product.api.db.execute(
      `UPDATE subscriptions SET status = 'unsubscribed' WHERE contact_id IN (SELECT id FROM contacts WHERE email = ANY ($1))`,
      [left.map(({ email }) => email)],
    );
    await scene.post('send-to-rest', {}).expect(200);
    await untilCampaign(scene.mine, scene.id, 'sent');
    expect(await scene.states()).toMatchObject({ accepted: 118, suppressed: 2 });
    expect(scene.sink.received).not.toContain(left[0]?.email);
  });

  it('tries again what was deferred too often, with a fresh count of attempts', async () => {
    scene = await sendingScene(20);
    scene.sink.decide = (to) =>
      to === 'c3@r.example' ? { code: 450, text: '4.2.0 Greylisted', at: 'RCPT' } : undefined;
    await scene.post('send').expect(200);
    await until('it is deferred', async () => (await scene.states())['deferred'] === 1);
    await scene.product.api.db.execute(
      `UPDATE deliveries SET next_attempt_at = now(), attempts = 5 WHERE status = 'deferred'`,
    );
    await minutesPass(scene.product);
    await untilCampaign(scene.mine, scene.id, 'sent');
    expect(await ask('progress')).toMatchObject({ remaining: 0, givenUp: 1, percentDone: 100 });
    scene.sink.decide = () => undefined;
    const { body } = await scene.post('send-to-rest', {}).expect(200);
    expect(body).toMatchObject({ status: 'sending', reopened: { deferred: 1, total: 1 } });
    expect(body.sentence).toContain('1 message goes out now');
    await untilCampaign(scene.mine, scene.id, 'sent');
    const { body: log } = await scene.mine.http
      .get(`/api/v1/campaigns/${scene.id}/deliveries?search=c3@`)
      .expect(200);
    expect(log.items).toMatchObject([{ status: 'accepted', attempts: 1, reason: null }]);
  });

  it('sends what is uncertain again only when told to', async () => {
    scene = await sendingScene(10);
    scene.sink.decide = (to) =>
      to === 'c5@r.example' && !scene.sink.received.includes(to) ? { drop: 'before-reply' } : undefined;
    await scene.post('send').expect(200);
    await untilCampaign(scene.mine, scene.id, 'sent');
    const uncertain = (await scene.states())['uncertain'] as number;
    expect(uncertain).toBeGreaterThanOrEqual(1);
    expect((await ask('send-to-rest')).rest).toMatchObject({ uncertain, total: 0 });
    expect((await scene.post('send-to-rest', {}).expect(200)).body.reopened.total).toBe(0);
    expect(scene.duplicates()).toEqual([]);
    const { body } = await scene.post('send-to-rest', { includeUncertain: true }).expect(200);
    expect(body.reopened).toMatchObject({ uncertain, total: uncertain });
    await untilCampaign(scene.mine, scene.id, 'sent');
    expect(await scene.states()).toMatchObject({ accepted: 10, uncertain: 0 });
  });

  it('tries refused mail again, but never a mailbox that does not exist', async () => {
    scene = await sendingScene(12);
    scene.sink.decide = (to) => {
      if (to === 'c1@r.example') return { code: 550, text: '5.1.1 No such user', at: 'RCPT' };
      if (to === 'c2@r.example') return { code: 550, text: '5.7.1 Policy', at: 'DATA' };
      if (to === 'c3@r.example') return { code: 552, text: '5.2.2 Mailbox full', at: 'DATA' };
      return undefined;
    };
    await scene.post('send').expect(200);
    await untilCampaign(scene.mine, scene.id, 'sent');
    expect((await ask('send-to-rest')).failed).toMatchObject({ refused: 2, total: 2 });
    scene.sink.decide = () => undefined;
    const { body } = await scene.post('retry-failed').expect(200);
    expect(body).toMatchObject({ status: 'sending', reopened: { refused: 2, total: 2 } });
    await untilCampaign(scene.mine, scene.id, 'sent');
    expect(await scene.states()).toMatchObject({ accepted: 11, refused: 1 });
    expect(scene.sink.received).not.toContain('c1@r.example');
    expect((await scene.post('retry-failed').expect(200)).body.reopened.total).toBe(0);
  });

  it('is resumed, not reopened, while it is only paused', async () => {
    scene = await sendingScene(5);
    await scene.post('send-to-rest', {}).expect(409);
    scene.sink.decide = () => ({ code: 421, text: '4.3.2 Shutting down', at: 'RCPT' });
    await scene.post('send').expect(200);
    await untilCampaign(scene.mine, scene.id, 'sending');
    await scene.post('pause').expect(200);
    const { body } = await scene.post('send-to-rest', {}).expect(409);
    expect(body).toMatchObject({
      code: 'campaign.cannot-send-to-rest',
      detail: expect.stringContaining('paused'),
    });
    expect((await ask('send-to-rest')).obstacle).toContain('resume');
    await scene.post('retry-failed').expect(409);
  });
});
