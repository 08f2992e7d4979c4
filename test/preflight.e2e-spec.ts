import type { TestWorkspace } from './support/api';
import {
  draftCampaign,
  readyToSend,
  startProduct,
  subscribedContact,
  type CampaignSetting,
  type TestProduct,
} from './support/product';

interface Check {
  id: string;
  level: 'ok' | 'warn' | 'block';
  sentence: string;
  remedy: string | null;
  figures: Record<string, unknown>;
  variant: string | null;
}

const mjmlOf = (content: string) =>
  `<mjml lang="en"><mj-body><mj-section><mj-column>${content}</mj-column></mj-section></mj-body></mjml>`;

describe('a preflight', () => {
  let product: TestProduct;
  let mine: TestWorkspace;
  let setting: CampaignSetting;

  beforeAll(async () => {
    product = await startProduct({ worker: false });
    mine = await product.api.aWorkspace();
    setting = await readyToSend(mine);
    for (let i = 1; i <= 12; i += 1) {
      const name = i % 4 === 0 ? {} : { firstName: `F${i}` };
      await subscribedContact(product, mine, { topicId: setting.topicId, email: `c${i}@r.example`, ...name });
    }
    await mine.http.post('/api/v1/contacts').send({ email: 'nobody@r.example' }).expect(201);
  });

  afterAll(() => product.close());

  const preflight = async (id: string): Promise<{ level: string; checks: Check[] }> =>
    (await mine.http.get(`/api/v1/campaigns/${id}/preflight`).expect(200)).body;
  const template = async (content: string, more: object = {}): Promise<string> => {
    const body = {
      name: `T${Math.random()}`,
      subject: 'News from the roastery',
      mjml: mjmlOf(content),
      ...more,
    };
    const created = await mine.http.post('/api/v1/templates').send(body);
    expect([created.status, created.body.detail]).toEqual([201, undefined]);
    return created.body.id as string;
  };
  const one = (checks: readonly Check[], id: string): Check =>
    checks.find((found) => found.id === id) as Check;

  it('says what a frequency cap does to the campaign, unless that ignores it', async () => {
    const limit = (frequencyCap: object | null) =>
      mine.http.patch('/api/v1/workspace').send({ frequencyCap }).expect(200);
    const about = async (more: object): Promise<Check | undefined> => {
      const id = await draftCampaign(mine, setting);
      await mine.http.patch(`/api/v1/campaigns/${id}`).send(more).expect(200);
      return (await preflight(id)).checks.find((found) => found.id === 'frequency-cap');
    };
    await limit({ emails: 2, days: 7 });
    expect(await about({ onCap: 'skip' })).toMatchObject({
      level: 'ok',
      sentence: "Whoever has had 2 emails in 7 days by then does not get it: that is the workspace's cap.",
    });
    expect((await about({ onCap: 'defer' }))?.sentence).toContain('gets it when the cap allows');
    expect(await about({ onCap: 'ignore' })).toBeUndefined();
    await limit(null);
    expect(await about({ onCap: 'skip' })).toBeUndefined();
  });

  it('tells who gets it, what is missing, what the message looks like, who sends it and how long it takes', async () => {
    const { level, checks } = await preflight(await draftCampaign(mine, setting));
    expect(level).toBe('warn');
    expect(one(checks, 'settings').level).toBe('ok');
    expect(one(checks, 'audience')).toMatchObject({ level: 'ok', figures: { audience: 12 } });
    expect(one(checks, 'left-out').sentence).toBe(
      '1 who match is left out: 1 never subscribed to the topic.',
    );
    expect(one(checks, 'merge-values')).toMatchObject({
      level: 'warn',
      sentence: expect.stringContaining('contact.firstName for 25 %') as string,
      figures: { sampled: 12, isSample: false },
    });
    for (const id of [
      'content',
      'unsubscribe',
      'postal-address',
      'links',
      'size',
      'images',
      'text-part',
      'subject',
      'spam',
    ])
      expect([id, one(checks, id).level]).toEqual([id, 'ok']);
    expect(one(checks, 'preheader')).toMatchObject({ level: 'warn' });
    expect(one(checks, 'sender-domain')).toMatchObject({
      level: 'warn',
      figures: { domain: 'mare-alta.example', isSigned: false },
    });
    expect(one(checks, 'sending-time').level).toBe('ok');
    expect(one(checks, 'tracking').sentence).toContain('agreed');
    expect(JSON.stringify(checks)).not.toContain('@r.example');
  });

  it('finds what an author overlooked', async () => {
    const templateId = await template(
      `<mj-image src="https://cdn.example/boots.png" />
       <mj-text>Act now! <a href="">Offer</a> <a href="https://evil.example/x">www.bank.example</a></mj-text>
       <mj-button href="{{contact.city}}">Your page</mj-button>`,
      { subject: 'RE: LAST CHANCE!!', preheader: 'Only today and never again' },
    );
    const { checks } = await preflight(await draftCampaign(mine, { ...setting, templateId }));
    expect(one(checks, 'links')).toMatchObject({
      level: 'warn',
      figures: { dead: expect.arrayContaining([{ href: '', label: 'Offer' }]) as unknown },
    });
    expect(one(checks, 'links').sentence).toContain('“Your page” leads nowhere for 100 % of the people');
    expect(one(checks, 'images')).toMatchObject({ level: 'warn', figures: { images: 1, withoutAlt: 1 } });
    const { notes } = one(checks, 'spam').figures as { notes: { rule: string }[] };
    expect(notes.map(({ rule }) => rule).sort()).toEqual(
      expect.arrayContaining([
        'link-mismatch',
        'phrases',
        'subject-capitals',
        'subject-exclamation',
        'subject-reply',
      ]),
    );
    expect(one(checks, 'preheader').level).toBe('ok');
  });

  it('warns of a message that Gmail would cut off', async () => {
    const templateId = await template(
      `<mj-text>${'<p>A long paragraph about coffee.</p>'.repeat(3_000)}</mj-text>`,
    );
    const { checks } = await preflight(await draftCampaign(mine, { ...setting, templateId }));
    expect(one(checks, 'size')).toMatchObject({
      level: 'warn',
      sentence: expect.stringContaining('hides what follows') as string,
    });
  });

  it('blocks what may not be sent, and scheduling refuses the same', async () => {
    const templateId = await template(
      `<mj-text>Hello. <a href="{{links.unsubscribe}}">Unsubscribe</a></mj-text>`,
    );
    const id = await draftCampaign(mine, { ...setting, templateId });
    const { level, checks } = await preflight(id);
    expect(level).toBe('block');
    expect(checks.filter((found) => found.level === 'block')).toMatchObject([
      { id: 'postal-address', remedy: expect.stringContaining('workspace.postalAddress') as string },
    ]);
    const { body } = await mine.http.post(`/api/v1/campaigns/${id}/send`).expect(422);
    expect(body).toMatchObject({
      code: 'campaign.not-ready',
      errors: [{ pointer: '/templateId', code: 'campaign.postal-address' }],
    });
    await mine.http.patch(`/api/v1/campaigns/${id}`).send({ templateId: setting.templateId }).expect(200);
    await mine.http.post(`/api/v1/campaigns/${id}/send`).expect(200);
    await mine.http.post(`/api/v1/campaigns/${id}/cancel`).expect(200);
  });

  it('of an empty draft says all that is missing', async () => {
    const { body } = await mine.http.post('/api/v1/campaigns').send({ name: 'Empty' }).expect(201);
    const { level, checks } = await preflight(body.id as string);
    expect(level).toBe('block');
    const pointers = checks.filter(({ id }) => id === 'settings').map(({ figures }) => figures['pointer']);
    expect(pointers.sort()).toEqual(['/audience/include', '/senderId', '/templateId', '/topicId']);
  });

  it('looks at the message of every variant of an A/B test', async () => {
    const id = await draftCampaign(mine, setting);
    const variants = [
      { subject: 'One for {{default contact.firstName "you"}}' },
      { subject: 'TWO FOR EVERYBODY!!' },
    ];
    await mine.http.put(`/api/v1/campaigns/${id}/ab-test`).send({ variants }).expect(200);
    const { checks } = await preflight(id);
    const spam = checks.filter((found) => found.id === 'spam').map(({ variant, level }) => [variant, level]);
    expect(spam).toEqual([
      ['a', 'ok'],
      ['b', 'warn'],
    ]);
  });

  it('reckons with the limits of the mail server', async () => {
    const limits = { name: 'Slow', host: 'smtp.relay.example', perDay: 5 };
    const created = await mine.http.post('/api/v1/smtp-servers').send(limits);
    expect([created.status, created.body.detail]).toEqual([201, undefined]);
    const { checks } = await preflight(await draftCampaign(mine, setting));
    expect(one(checks, 'sending-time')).toMatchObject({
      level: 'warn',
      sentence: expect.stringContaining('5 per day at most') as string,
    });
    await mine.http.delete(`/api/v1/smtp-servers/${created.body.id}`).expect(204);
  });

  it('of somebody else is not found, and needs the right to know why people are left out', async () => {
    const id = await draftCampaign(mine, setting);
    const other = await product.api.aWorkspace();
    await other.http.get(`/api/v1/campaigns/${id}/preflight`).expect(404);
    const narrow = product.api.withKey(
      await product.api.anApiKey(mine.workspace.id, ['campaigns:read', 'contacts:read', 'segments:read']),
    );
    await narrow.get(`/api/v1/campaigns/${id}/preflight`).expect(403);
  });
});
