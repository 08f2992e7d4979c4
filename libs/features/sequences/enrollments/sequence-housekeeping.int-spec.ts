import {
  startSequences,
  type SequencesFixture,
  type SequencesHome,
} from '../../../testing/sequences-fixture';
import { SequenceHousekeeping } from './sequence-housekeeping.service';

let fixture: SequencesFixture;
let home: SequencesHome;

beforeAll(async () => {
  fixture = await startSequences();
  home = await fixture.aHome();
});

afterAll(() => fixture.close());

it('forgets the steps of passages that ended two years ago, and nothing of anybody else', async () => {
  const now = new Date();
  const sequence = await fixture.publish(home, {
    triggers: [{ event: 'asset.downloaded', where: null }],
    steps: {
      mark: { kind: 'tag', tag: 'in', do: 'add', next: 'pause' },
      pause: { kind: 'wait', for: { n: 1, unit: 'day' }, next: null },
    },
  });
  const [old, recent, inside] = [
    await fixture.aReader(home),
    await fixture.aReader(home),
    await fixture.aReader(home),
  ];
  for (const contact of [old, recent, inside])
    await fixture.happens(home, contact, { name: 'asset.downloaded', at: now });
  await fixture.run(home, now);
  const age = (days: number, contact: string): Promise<number> =>
    fixture.db.execute(
      `WITH aged AS (UPDATE enrollments SET status = 'completed', reason = 'end', due_at = NULL, ended_at = now() - make_interval(days => $1)
         WHERE contact_id = $2 RETURNING id)
       UPDATE enrollment_steps SET left_at = now() - make_interval(days => $1) WHERE enrollment_id IN (SELECT id FROM aged)`,
      [days, contact],
    );
  await age(731, old);
  await age(729, recent);
  await fixture.db.execute(
    `UPDATE enrollment_steps SET left_at = now() - interval '800 days'
     WHERE enrollment_id IN (SELECT id FROM enrollments WHERE contact_id = $1)`,
    [inside],
  );
  await fixture.db.execute(
    `INSERT INTO sequence_dates (contact_id, sequence_id, occasion, workspace_id, started_at)
     VALUES ($1, $2, 'birthDate 2026-01-01', $3, now() - interval '31 days'), ($1, $2, 'birthDate 2026-02-01', $3, now())`,
    [old, sequence, home.workspaceId],
  );
  const housekeeping = fixture.app.get(SequenceHousekeeping, { strict: false });
  expect(await housekeeping.forgetOld()).toEqual({ sequenceLogs: 1, sequenceDates: 1 });
  expect(await fixture.path(sequence, old)).toEqual([]);
  expect(await fixture.where(sequence, old)).toMatchObject([{ status: 'completed', reason: 'end' }]);
  expect(await fixture.path(sequence, recent)).toEqual(['mark:changed']);
  expect(await fixture.path(sequence, inside)).toEqual(['mark:changed']);
  expect(await housekeeping.forgetOld()).toEqual({ sequenceLogs: 0, sequenceDates: 0 });
});
