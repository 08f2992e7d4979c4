import { setTimeout } from 'node:timers/promises';
import { systemActor } from '@features/accounts';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aSegment, segmentServicesFor } from '../../testing/factories/segment';
import { aWorkspace } from '../../testing/factories/workspace';

let testDatabase: TestDatabase;
let db: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = await openDatabase({
    url: testDatabase.url,
    poolSize: 3,
    applicationName: 'test',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

it('a tracked segment whose members are being worked out for long keeps nobody waiting who wants to delete it', async () => {
  const { id: workspaceId } = await aWorkspace(db);
  const { segments } = segmentServicesFor(db);
  const { id } = await aSegment(db, workspaceId, { kind: 'tracked' });
  const actor = systemActor(workspaceId, 'test');
  let isDone = (): void => undefined;
  const upkeep = new Promise<void>((resolve) => (isDone = resolve));
  let isLocked = (): void => undefined;
  const locked = new Promise<void>((resolve) => (isLocked = resolve));
  const held = db.transaction(async () => {
    await db.query('SELECT 1 AS one FROM segment_tracking WHERE segment_id = $1 FOR KEY SHARE', [id]);
    isLocked();
    await upkeep;
  });
  await locked;
  const waited = Promise.race([
    segments.remove(actor, id),
    setTimeout(9000, 'still waiting', { ref: false }),
  ]);
  await expect(waited).rejects.toMatchObject({ code: 'segment.busy', kind: 'unavailable' });
  isDone();
  await held;
  await segments.remove(actor, id);
});
