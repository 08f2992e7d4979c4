import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact } from '../../testing/factories/contact';
import { aSegment, segmentServicesFor } from '../../testing/factories/segment';
import { aTopic } from '../../testing/factories/topic';
import { aWorkspace } from '../../testing/factories/workspace';

const guide = readFileSync(join(__dirname, '../../../docs/segments/rule-tree.md'), 'utf8');
const examples = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');

let testDatabase: TestDatabase;
let db: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = await openDatabase({
    url: testDatabase.url,
    poolSize: 2,
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

it('every tree in the guide can be counted', async () => {
  const workspaceId = (await aWorkspace(db)).id;
  await db.execute(
    `INSERT INTO contact_fields (workspace_id, key, label, type, choices)
     VALUES ($1, 'plan', 'Plan', 'choice', '{free,pro}'), ($1, 'score', 'Score', 'number', '{}')`,
    [workspaceId],
  );
  await aContact(db, workspaceId, { country: 'PT', tags: ['vip'] });
  await aTopic(db, workspaceId, { key: 'news' });
  const { id } = await aSegment(db, workspaceId);
  const { preview } = segmentServicesFor(db);
  const counts: number[] = [];
  for (const example of examples) {
    const tree: unknown = JSON.parse(example.replace('SEGMENT_ID', id));
    counts.push((await preview.preview(workspaceId, tree)).count);
  }
  expect(counts).toEqual([1, 0, 0, 0, 1]);
});
