import { setTimeout } from 'node:timers/promises';
import type { TestWorkspace } from './support/api';
import { untilCampaign, type TestProduct } from './support/product';
import { minutesPass, sendingScene, type SendingScene } from './support/sending';
import type { SmtpSink } from './support/smtp-sink';
import { until } from './support/until';
import { startWorkerProcess } from './support/worker-process';

describe('sending under trouble', () => {
  let scene: SendingScene;
  let product: TestProduct;
  let sink: SmtpSink;
  let mine: TestWorkspace;
  let id: string;

  const start = async (n: number, worker = true): Promise<void> => {
    scene = await sendingScene(n, { worker });
    ({ product, sink, mine, id } = scene);
  };
  const post = (action: string) => scene.post(action);
  const states = () => scene.states();
  const duplicates = () => scene.duplicates();

  afterEach(() => scene.close());

  it('pauses within a group, resumes where it stopped and mails nobody twice', async () => {
    await start(400);
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    sink.decide = async () => (sink.received.length >= 60 ? gate.then(() => undefined) : undefined);
    await post('send').expect(200);
    await until('sixty mails are out', async () => sink.received.length >= 60);
    await post('pause').expect(200);
    release();
    await until('what was handed over is settled', async () => {
      const now = await states();
      return now['handed_over'] === 0 && now['claimed'] === 0;
    });
    const paused = await states();
    expect(paused['pending']).toBeGreaterThan(0);
    expect(paused['accepted']).toBe(sink.received.length);
    expect((await untilCampaign(mine, id, 'paused')).reason).toContain('Paused by');
    await post('pause').expect(409);
    await post('resume').expect(200);
    await untilCampaign(mine, id, 'sent');
    expect(sink.received).toHaveLength(400);
    expect(duplicates()).toEqual([]);
  });

  it('cancels what has not left and never sends it', async () => {
    await start(400);
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    sink.decide = async () => (sink.received.length >= 60 ? gate.then(() => undefined) : undefined);
    await post('send').expect(200);
    await until('sixty mails are out', async () => sink.received.length >= 60);
    await post('cancel').expect(200);
    release();
    const settled = await until('everything is settled', async () => {
      const now = await states();
      return now['handed_over'] === 0 && now['claimed'] === 0 ? now : null;
    });
    expect(settled['accepted']).toBe(sink.received.length);
    expect((settled['accepted'] as number) + (settled['cancelled'] as number)).toBe(400);
    expect(settled['cancelled']).toBeGreaterThan(0);
    await post('resume').expect(409);
  });

  describe.each([50, 500])('on a server that takes %d ms for a message', (ms) => {
    it.each(['pause', 'cancel'])('hands nothing over later than two seconds after a %s', async (action) => {
      await start(400);
      const firstSeen = new Map<string, number>();
      let pauseMs = ms / 2;
      // Asked at RCPT and at DATA.
      sink.decide = async (to) => {
        if (!firstSeen.has(to)) firstSeen.set(to, Date.now());
        await setTimeout(pauseMs);
        return undefined;
      };
      await post('send').expect(200);
      await until('mail is going out', async () => sink.received.length >= 10);
      await post(action).expect(200);
      const answeredAt = Date.now();
      const settled = await until('nobody has anything in hand', async () => {
        const now = await states();
        return now['handed_over'] === 0 && now['claimed'] === 0 ? now : null;
      });
      const late = [...firstSeen.values()].filter((at) => at > answeredAt + 2_000);
      expect(late).toEqual([]);
      expect(settled['accepted']).toBe(sink.received.length);
      expect(sink.received.length).toBeLessThan(400);
      pauseMs = 0;
      await post(action === 'pause' ? 'resume' : 'send-to-rest').expect(200);
      await untilCampaign(mine, id, 'sent');
      expect(await states()).toMatchObject({ accepted: 400 });
      expect(duplicates()).toEqual([]);
    });
  });

  it('cancels what the server hands back after the campaign was cancelled', async () => {
    await start(60);
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let asked = false;
    sink.decide = async () => {
      asked = true;
      await gate;
      return { code: 421, text: '4.3.2 Shutting down', at: 'RCPT' };
    };
    await post('send').expect(200);
    await until('the server was asked', async () => asked);
    await post('cancel').expect(200);
    release();
    await until('everything is cancelled', async () => (await states())['cancelled'] === 60);
  });

  it('asks for consent again in the statement that claims the row', async () => {
    await start(60, false);
    const worker = await product.startWorker();
    sink.decide = async () => undefined;
    // Resolve only: the sending starts paused, so that consent can change in between.
    await post('schedule')
      .send({ at: new Date(Date.now() + 1_000).toISOString() })
      .expect(200);
    await until(
      'the audience is fixed',
      async () =>
        (await states())['pending'] !== undefined &&
        (await mine.http.get(`/api/v1/campaigns/${id}`)).body.resolvedAt,
    );
    await worker.stop();
    await product.api.db.execute(
      `UPDATE deliveries SET status = 'pending', claimed_at = NULL, handed_over_at = NULL, finished_at = NULL WHERE campaign_id = $1`,
      [id],
    );
    await product.api.db.execute(
      `UPDATE campaigns SET status = 'sending', finished_at = NULL WHERE id = $1`,
      [id],
    );
    await product.api.db.execute(
      `UPDATE delivery_batches SET status = 'open', leased_by = NULL, leased_until = NULL, due_at = now() WHERE campaign_id = $1`,
      [id],
    );
    sink.received.length = 0;
    await product.api.db.execute(
      `UPDATE subscriptions SET status = 'unsubscribed' WHERE contact_id IN (SELECT id FROM contacts WHERE email IN ('c1@r.example', 'c2@r.example'))`,
    );
    await mine.http
      .post('/api/v1/suppressions')
      .send({ email: 'c4@r.example', reason: 'manual' })
      .expect(201);
    await product.api.db.execute(
      `UPDATE contacts SET address_hash = (SELECT address_hash FROM suppressions LIMIT 1) WHERE email = 'c4@r.example'`,
    );
    await product.startWorker();
    await minutesPass(product);
    await untilCampaign(mine, id, 'sent');
    expect(await states()).toMatchObject({ accepted: 57, suppressed: 3 });
    expect(sink.received).not.toContain('c1@r.example');
    expect(sink.received).not.toContain('c4@r.example');
    const { body: log } = await mine.http
      .get(`/api/v1/campaigns/${id}/deliveries?status=suppressed`)
      .expect(200);
    expect(log.items.map((line: { reason: string }) => line.reason).sort()).toEqual([
      'suppressed',
      'unsubscribed',
      'unsubscribed',
    ]);
  });

  it('records refusals by class, suppresses mailboxes that do not exist and keeps deferred mail for later', async () => {
    await start(20);
    sink.decide = (to) => {
      if (to === 'c1@r.example') return { code: 550, text: '5.1.1 No such user', at: 'RCPT' };
      if (to === 'c2@r.example') return { code: 550, text: '5.7.1 Policy', at: 'DATA' };
      if (to === 'c3@r.example') return { code: 450, text: '4.2.0 Greylisted', at: 'RCPT' };
      return undefined;
    };
    await post('send').expect(200);
    await until('only the deferred one is open', async () => {
      const now = await states();
      return now['accepted'] === 17 && now['refused'] === 2 && now['deferred'] === 1;
    });
    const { body: report } = await mine.http.get(`/api/v1/campaigns/${id}/report`).expect(200);
    expect(report.refused).toEqual({ hard: 1, soft: 0, block: 1 });
    expect(report.status).toBe('sending');
    const suppressed = await product.api.db.query<{ email: string; reason: string }>(
      'SELECT email, reason FROM suppressions',
    );
    expect(suppressed).toEqual([{ email: 'c1@r.example', reason: 'hard-bounce' }]);
    // Later the greylisting is over.
    sink.decide = () => undefined;
    await product.api.db.execute(`UPDATE deliveries SET next_attempt_at = now() WHERE status = 'deferred'`);
    await minutesPass(product);
    await untilCampaign(mine, id, 'sent');
    expect(await states()).toMatchObject({ accepted: 18, refused: 2, deferred: 0 });
    expect(duplicates()).toEqual([]);
  });

  it('puts mail back when the server is in trouble, without using up an attempt', async () => {
    await start(30);
    let troubled = true;
    sink.decide = () => (troubled ? { code: 421, text: '4.3.2 Shutting down', at: 'RCPT' } : undefined);
    await post('send').expect(200);
    await until('the server was tried', async () => {
      const rows = await product.api.db.query<{ tries: number }>(
        'SELECT tries FROM delivery_batches WHERE leased_by IS NULL',
      );
      return rows.some(({ tries }) => tries > 0);
    });
    expect(await states()).toMatchObject({ pending: 30, accepted: 0 });
    const waiting = await until('the campaign says why it waits', async () => {
      const { body } = await mine.http.get(`/api/v1/campaigns/${id}`).expect(200);
      return body.reason;
    });
    expect(waiting).toContain('Shutting down');
    troubled = false;
    await minutesPass(product);
    expect((await untilCampaign(mine, id, 'sent')).reason).toBeNull();
    const { body: log } = await mine.http.get(`/api/v1/campaigns/${id}/deliveries?limit=200`).expect(200);
    expect(new Set(log.items.map((line: { attempts: number }) => line.attempts))).toEqual(new Set([1]));
    expect(sink.received).toHaveLength(30);
  });

  it('calls a message uncertain when the answer was lost, and does not send it again', async () => {
    await start(10);
    sink.decide = (to) => (to === 'c5@r.example' ? { drop: 'before-reply' } : undefined);
    await post('send').expect(200);
    await untilCampaign(mine, id, 'sent');
    const now = await states();
    expect(now['uncertain']).toBeGreaterThanOrEqual(1);
    expect((now['accepted'] as number) + (now['uncertain'] as number)).toBe(10);
    expect(duplicates()).toEqual([]);
  });

  it('sends an uncertain message again where the workspace prefers twice to never', async () => {
    await start(10);
    await mine.http.patch('/api/v1/workspace').send({ uncertainPolicy: 'resend' }).expect(200);
    sink.decide = (to) =>
      to === 'c5@r.example' && !sink.received.includes(to) ? { drop: 'before-reply' } : undefined;
    await post('send').expect(200);
    await untilCampaign(mine, id, 'sent');
    expect(await states()).toMatchObject({ accepted: 10, uncertain: 0 });
    expect(sink.received.filter((to) => to === 'c5@r.example')).toHaveLength(2);
  });

  it('survives a worker killed while sending: nobody twice, and every delivery accounted for', async () => {
    await start(300, false);
    sink.decide = () => setTimeout(15, undefined);
    const first = await startWorkerProcess(product.env);
    await post('send').expect(200);
    await until('the first mails are out', async () => sink.received.length >= 40);
    await first.kill();
    const receivedAtKill = sink.received.length;
    expect(receivedAtKill).toBeLessThan(300);
    const second = await startWorkerProcess(product.env);
    await minutesPass(product);
    await untilCampaign(mine, id, 'sent');
    await second.kill();
    const now = await states();
    expect((now['accepted'] as number) + (now['uncertain'] as number)).toBe(300);
    expect(duplicates()).toEqual([]);
    // Whoever is called accepted was received; whoever was not received is at least called uncertain.
    const rows = await product.api.db.query<{ email: string; status: string }>(
      'SELECT email, status FROM deliveries',
    );
    const received = new Set(sink.received);
    expect(rows.filter((row) => row.status === 'accepted' && !received.has(row.email))).toEqual([]);
    expect(rows.filter((row) => row.status !== 'uncertain' && !received.has(row.email))).toEqual([]);
  });
});
