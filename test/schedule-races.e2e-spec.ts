import { draftCampaign, untilCampaign } from './support/product';
import { sendingScene, type SendingScene } from './support/sending';

const HOUR = 3_600_000;

describe('changes at the same moment', () => {
  let scene: SendingScene;
  const at = (ms: number) => ({ at: new Date(Date.now() + ms).toISOString() });
  const read = async () => (await scene.mine.http.get(`/api/v1/campaigns/${scene.id}`).expect(200)).body;
  const patch = (body: object) => scene.mine.http.patch(`/api/v1/campaigns/${scene.id}`).send(body);
  const anotherDraft = async () => {
    scene.id = await draftCampaign(scene.mine, scene.setting);
  };

  afterEach(() => scene.close());

  it('when its time comes, a campaign is either taken back or sent, and the loser is told', async () => {
    scene = await sendingScene(3);
    const outcomes: string[] = [];
    for (let round = 0; round < 12; round += 1) {
      if (round > 0) await anotherDraft();
      scene.sink.received.length = 0;
      // Resolving starts up to a second before the time, as soon as the job runs.
      await scene.post('schedule', at(round * 25)).expect(200);
      const answer = await scene.post(round % 2 === 0 ? 'unschedule' : 'schedule', at(HOUR));
      if (answer.status === 200) {
        const now = await read();
        expect(now.status).toBe(round % 2 === 0 ? 'draft' : 'scheduled');
        if (round % 2 === 1) await scene.post('unschedule').expect(200);
        expect(scene.sink.received).toEqual([]);
      } else {
        expect(answer.status).toBe(409);
        expect(answer.body.code).toMatch(/^campaign\.(cannot-(un)?schedule|changed-meanwhile)$/);
        await untilCampaign(scene.mine, scene.id, 'sent');
        expect(scene.sink.received).toHaveLength(3);
      }
      outcomes.push(answer.status === 200 ? 'taken back' : 'sent');
    }
    expect(outcomes).toHaveLength(12);
  });

  it('never promises content that was emptied while it was being checked', async () => {
    scene = await sendingScene(1, { worker: false });
    for (let round = 0; round < 15; round += 1) {
      if (round > 0) await anotherDraft();
      const [edited, scheduled] = await Promise.all([
        patch({ topicId: null }),
        scene.post('schedule', at(HOUR)),
      ]);
      const now = await read();
      if (now.status === 'scheduled') expect(now.topicId).not.toBeNull();
      expect([edited.status, scheduled.status].filter((status) => status === 200)).toHaveLength(1);
      const loser = edited.status === 200 ? scheduled : edited;
      expect([409, 422]).toContain(loser.status);
      expect(loser.body.code).toMatch(/^campaign\.(changed-meanwhile|not-ready|not-editable)$/);
    }
  });

  it('of two people who move a campaign at once one wins, and the other is told to look again', async () => {
    scene = await sendingScene(1, { worker: false });
    for (let round = 0; round < 10; round += 1) {
      if (round > 0) await anotherDraft();
      await scene.post('schedule', at(HOUR)).expect(200);
      const times = [at(2 * HOUR), at(3 * HOUR), at(4 * HOUR)];
      const answers = await Promise.all(times.map((time) => scene.post('schedule', time)));
      const winners = answers.filter(({ status }) => status === 200);
      expect(winners.length).toBeGreaterThan(0);
      for (const { status, body } of answers)
        if (status !== 200) expect([status, body.code]).toEqual([409, 'campaign.changed-meanwhile']);
      const now = await read();
      expect(winners.map(({ body }) => body.scheduledAt)).toContain(now.scheduledAt);
    }
  });
});
