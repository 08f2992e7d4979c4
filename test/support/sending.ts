import { sweepCampaignsJob } from '@features/campaigns';
import { JobQueue } from '@platform/queue';
import type { TestWorkspace } from './api';
import { draftCampaign, readyToSend, startProduct, type CampaignSetting, type TestProduct } from './product';
import { startSmtpSink, type SmtpSink } from './smtp-sink';

/** A product with a mail server that the test commands, and a draft for `n` subscribed contacts `c1@r.example`, …. */
export interface SendingScene {
  product: TestProduct;
  sink: SmtpSink;
  mine: TestWorkspace;
  setting: CampaignSetting;
  /** The draft; a test may put another one here. */
  id: string;
  post(action: string, body?: object): ReturnType<TestWorkspace['http']['post']>;
  /** Deliveries by state, which must sum up to the audience. */
  states(): Promise<Record<string, number>>;
  /** Addresses that the server took more than once. */
  duplicates(): string[];
  close(): Promise<void>;
}

export async function sendingScene(n: number, options: { worker?: boolean } = {}): Promise<SendingScene> {
  const sink = await startSmtpSink();
  const product = await startProduct({ smtpUrl: sink.url, ...options });
  const mine = await product.api.aWorkspace();
  const setting = await readyToSend(mine);
  await fillAudience(product, mine, { topicId: setting.topicId, n });
  const id = await draftCampaign(mine, setting);
  const scene: SendingScene = {
    product,
    sink,
    mine,
    setting,
    id,
    post: (action, body) => mine.http.post(`/api/v1/campaigns/${scene.id}/${action}`).send(body),
    states: async () => {
      const { body } = await mine.http.get(`/api/v1/campaigns/${scene.id}/report`).expect(200);
      const counts = body.deliveries as Record<string, number>;
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(body.audience);
      return counts;
    },
    duplicates: () => sink.received.filter((to, index) => sink.received.indexOf(to) !== index),
    close: async () => {
      try {
        await product.close();
      } finally {
        await sink.stop();
      }
    },
  };
  return scene;
}

/** `n` subscribed contacts `c1@r.example`, …, set-wise. */
export async function fillAudience(
  product: TestProduct,
  { workspace }: TestWorkspace,
  input: { topicId: string; n: number },
): Promise<void> {
  await product.api.db.execute(
    `INSERT INTO contacts (workspace_id, email, email_key, address_hash)
     SELECT $1, 'c' || i || '@r.example', 'c' || i || '@r.example', sha256(('c' || i)::bytea) FROM generate_series(1, $2) i`,
    [workspace.id, input.n],
  );
  await product.api.db.execute(
    `INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source)
     SELECT $1, id, $2, 'subscribed', 'test' FROM contacts WHERE workspace_id = $1`,
    [workspace.id, input.topicId],
  );
}

/**
 * Makes leases of dead workers and waiting times run out now instead of in a minute, and lets the sweeper look. Another
 * number of tries makes other job ids than those of jobs that still wait for the real minute.
 */
export async function minutesPass(product: TestProduct): Promise<void> {
  await product.api.db.execute(
    `UPDATE delivery_batches
     SET leased_until = now() - interval '1 second', due_at = least(due_at, now()), tries = tries + 1`,
  );
  await product.api.app.get(JobQueue, { strict: false }).enqueue(sweepCampaignsJob, {});
}
