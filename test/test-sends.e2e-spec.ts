import type { TestWorkspace } from './support/api';
import { draftCampaign, readyToSend, startProduct, type TestProduct } from './support/product';

describe('test sends', () => {
  let product: TestProduct;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());

  /** A way to send tests of a draft in a workspace of its own. */
  const aDraft = async () => {
    const mine = await product.api.aWorkspace();
    const id = await draftCampaign(mine, await readyToSend(mine));
    const contact = await mine.http.post('/api/v1/contacts').send({ email: 'ana@r.example' }).expect(201);
    const test = (to: string[]) =>
      mine.http.post(`/api/v1/campaigns/${id}/test`).send({ to, contactId: contact.body.id });
    return { mine, test };
  };
  const suppress = (mine: TestWorkspace, email: string, reason: string) =>
    mine.http.post('/api/v1/suppressions').send({ email, reason }).expect(201);
  const arrived = async (email: string) => (await product.mailbox.mails(email)).length;

  it('go to nobody who gets no transactional mail, and once to each address', async () => {
    const { mine, test } = await aDraft();
    await suppress(mine, 'stop@r.example', 'manual');
    await suppress(mine, 'spam@r.example', 'complaint');
    await suppress(mine, 'left@r.example', 'unsubscribed');
    const to = ['Stop@r.example', 'one@r.example', 'ONE@R.example', 'spam@r.example', 'left@r.example'];
    const { body } = await test(to).expect(200);
    const suppressed = {
      outcome: 'suppressed',
      detail: expect.stringContaining('list of suppressions of this workspace'),
    };
    expect(body.results).toEqual([
      { to: 'Stop@r.example', ...suppressed },
      { to: 'one@r.example', outcome: 'accepted', detail: expect.any(String) },
      { to: 'spam@r.example', ...suppressed },
      { to: 'left@r.example', outcome: 'accepted', detail: expect.any(String) },
    ]);
    expect([await arrived('one@r.example'), await arrived('left@r.example')]).toEqual([1, 1]);
    const everybody = ['stop@r.example', 'Stop@r.example', 'spam@r.example'];
    expect(await Promise.all(everybody.map(arrived))).toEqual([0, 0, 0]);
    const other = await aDraft();
    const elsewhere = await other.test(['stop@r.example']).expect(200);
    expect(elsewhere.body.results[0].outcome).toBe('accepted');
  });

  it('reach one address 20 times an hour, and 100 addresses an hour in all', async () => {
    const { mine, test } = await aDraft();
    await suppress(mine, 'stop@r.example', 'manual');
    const answers = await Promise.all(Array.from({ length: 22 }, () => test(['often@r.example'])));
    const results = answers.map(({ body }) => body.results[0] as { outcome: string; detail: string });
    const refused = results.filter(({ outcome }) => outcome === 'not-sent');
    expect(refused).toHaveLength(2);
    expect(refused[0]?.detail).toMatch(/20 test mails an hour\. Wait \d+ seconds\./);
    expect(await arrived('often@r.example')).toBe(20);
    // Neither the refused ones nor a suppressed address count.
    const ten = (group: number) => Array.from({ length: 10 }, (_, n) => `p${group}-${n}@r.example`);
    for (let group = 0; group < 7; group += 1) await test(ten(group)).expect(200);
    await test(['stop@r.example', 'often@r.example', ...ten(7).slice(0, 8)]).expect(200);
    const tooMany = await test(ten(8)).expect(429);
    expect(tooMany.body.code).toBe('campaign.too-many-tests');
    expect(Number(tooMany.headers['retry-after'])).toBeGreaterThan(3000);
    expect(await arrived('p8-0@r.example')).toBe(0);
    // Two are left.
    await test(['p8-0@r.example', 'p8-1@r.example']).expect(200);
    await test(['p8-2@r.example']).expect(429);
    // With nobody to send to there is nothing to refuse.
    await test(['stop@r.example']).expect(200);
  });
});
