import { countGrowthJob, keptFrom } from '@features/reports';
import { JobQueue } from '@platform/queue';
import { aContact } from '../libs/testing/factories/contact';
import type { TestWorkspace } from './support/api';
import { startProduct, type TestProduct } from './support/product';
import { until } from './support/until';

const usual = { ...keptFrom };

let product: TestProduct;
let home: TestWorkspace;

/** Two workers, as if sums were kept of every workspace. */
beforeAll(async () => {
  Object.assign(keptFrom, { audience: 1 });
  product = await startProduct();
  await product.startWorker();
  home = await product.api.aWorkspace();
});

afterAll(async () => {
  Object.assign(keptFrom, usual);
  await product?.close();
});

/** As the schedule does, without waiting for it. */
async function kept(isThere: (body: Growth) => boolean): Promise<Growth> {
  return until('workers counted growth', async () => {
    await product.api.db.execute('UPDATE growth_counts SET next_at = now() WHERE workspace_id = $1', [
      home.workspace.id,
    ]);
    await product.api.app.get(JobQueue).enqueue(countGrowthJob, {});
    const { body } = await home.http.get('/api/v1/reports/growth').expect(200);
    return body.countedAt !== null && isThere(body as Growth) && (body as Growth);
  });
}

interface Growth {
  countedAt: string;
  total: { newContacts: number };
  before: { newContacts: number };
}

it('is counted by workers, says when, and follows whoever comes and is erased', async () => {
  const { db } = product.api;
  const people = [];
  for (let at = 0; at < 3; at += 1) people.push(await aContact(db, home.workspace.id, {}));
  await db.execute(`UPDATE contacts SET created_at = now() - interval '10 days' WHERE workspace_id = $1`, [
    home.workspace.id,
  ]);
  const first = await kept(() => true);
  expect(first.total.newContacts).toBe(3);
  await home.http.delete(`/api/v1/contacts/${people[0]?.id}?reason=asked`).expect(204);
  const second = await kept(({ countedAt, total }) => countedAt > first.countedAt && total.newContacts !== 3);
  expect(second.total.newContacts).toBe(2);
});
