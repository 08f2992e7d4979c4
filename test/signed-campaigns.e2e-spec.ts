import { dkimVerify } from 'mailauth/lib/dkim/verify';
import { startTestDns, type TestDns } from '@testing';
import { checkSendingDomainsJob } from '@features/senders';
import { JobQueue } from '@platform/queue';
import type { TestWorkspace } from './support/api';
import {
  draftCampaign,
  readyToSend,
  startProduct,
  subscribedContact,
  untilCampaign,
  type CampaignSetting,
  type TestProduct,
} from './support/product';
import { until } from './support/until';

interface PublishedRecord {
  type: string | null;
  name: string;
  value: string;
}

describe('a campaign', () => {
  let product: TestProduct;
  let dns: TestDns;
  let mine: TestWorkspace;
  let setting: CampaignSetting;

  beforeAll(async () => {
    dns = await startTestDns();
    product = await startProduct({ worker: false, env: { DNS_SERVERS: dns.server } });
    mine = await product.api.aWorkspace();
    setting = await readyToSend(mine);
  });

  afterAll(async () => {
    try {
      await product.close();
    } finally {
      await dns.stop();
    }
  });

  async function theDomain() {
    return (await mine.http.get('/api/v1/sending-domains').expect(200)).body.items[0];
  }

  /** Sends a campaign to one person and gives back the mail as it arrived. */
  async function sendTo(email: string): Promise<Buffer> {
    await subscribedContact(product, mine, { topicId: setting.topicId, email });
    const tree = { v: 1, match: 'all', rules: [{ field: 'email', op: 'is', value: email }] };
    const id = await draftCampaign(mine, setting, tree);
    await mine.http.post(`/api/v1/campaigns/${id}/send`).expect(200);
    await untilCampaign(mine, id, 'sent');
    const [mail] = await product.mailbox.mails(email);
    return Buffer.from(mail!.raw, 'utf8');
  }

  const verify = (raw: Buffer) =>
    dkimVerify(raw, {
      resolver: (name) => Promise.resolve((dns.zone.get(name)?.txt ?? []).map((text) => [text])),
    });

  it('goes out unsigned from a new domain, and is signed as soon as the worker finds its keys in DNS', async () => {
    const worker = await product.startWorker();
    const before = await theDomain();
    expect(before.status).not.toBe('verified');
    expect((await sendTo('first@r.example')).toString()).not.toMatch(/^DKIM-Signature:/im);

    for (const { type, name, value } of before.records as PublishedRecord[]) {
      if (type === 'TXT') dns.zone.set(name, { txt: [value] });
    }
    await product.api.db.execute('UPDATE sending_domains SET next_check_at = now()');
    await product.api.app.get(JobQueue, { strict: false }).enqueue(checkSendingDomainsJob, {});
    await until('the worker finds the keys', async () =>
      (await theDomain()).status === 'verified' ? true : null,
    );
    // The former one remembers for half a minute that there were no keys.
    await worker.stop();
    await product.startWorker();
    const { results } = await verify(await sendTo('second@r.example'));
    expect(results.map(({ status, selector }) => [status.result, selector])).toEqual([
      ['pass', before.keys[0].selector],
      ['pass', before.keys[1].selector],
    ]);
    expect(new Set(results.map(({ signingDomain }) => signingDomain))).toEqual(
      new Set(['mare-alta.example']),
    );
    for (const { signingHeaders } of results) {
      expect(signingHeaders.keys.toLowerCase()).toMatch(/from.*list-unsubscribe.*list-unsubscribe-post/);
    }
  });
});
