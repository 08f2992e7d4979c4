import { EVERY_BLOCK } from '../../libs/testing/block-examples';
import { startHookReceiver, type HookReceiver } from '../../libs/testing/hook-receiver';
import type { TestWorkspace } from '../support/api';
import { draftCampaign, untilCampaign, type CampaignSetting, type TestProduct } from '../support/product';
import { until } from '../support/until';
import { created, form, inPortugal, startAppStage, type AppStage, type Say } from './app-stage';
import { fillIn } from './form-visitor';

/** What the parts below need to furnish. */
interface Site {
  product: TestProduct;
  home: TestWorkspace;
  ids: Record<string, string[]>;
  say: Say;
  setting: CampaignSetting;
  receiver: HookReceiver;
}

/** The stage with something of everything that a page can show: every state of a campaign, people inside a sequence, answers, failed calls. */
export async function startFullStage(say: Say = (what) => what): Promise<AppStage> {
  const receiver = await startHookReceiver();
  const env = { WEBHOOK_PRIVATE_HOSTS: 'yes', SMTP_PRIVATE_HOSTS: 'yes' };
  const stage = await startAppStage({ env, say });
  const close = async () => {
    await stage.close();
    await receiver.stop();
  };
  try {
    const { product, home, ids } = stage;
    const setting = await settingOf(home);
    const site = { product, home, ids, say, setting, receiver };
    await nameSetting(site);
    await addPeople(site);
    await addSegments(site);
    await addEmail(site);
    await addCallsAndChats(site);
    await addForms(site);
    await addSequence(site);
    await addSettings(site);
    await addCampaigns(site);
  } catch (error) {
    // What went wrong first is what matters.
    await close().catch(() => undefined);
    throw error;
  }
  return { ...stage, close };
}

/** Calls the API, and throws what it says when that is an error. */
async function call({ http }: TestWorkspace, what: string, body?: object) {
  const [method, path] = what.split(' ') as ['get' | 'post' | 'put' | 'patch' | 'delete', string];
  const answer = await http[method](`/api/v1/${path}`).send(body);
  if (answer.status >= 300) throw new Error(`${what}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const add = ({ ids }: Site, kind: string, ...more: string[]) => (ids[kind] ??= []).push(...more);

async function settingOf(home: TestWorkspace): Promise<CampaignSetting> {
  const first = async (path: string): Promise<string> =>
    (await call(home, `get ${path}`)).items[0].id as string;
  return {
    topicId: await first('topics'),
    senderId: await first('senders'),
    templateId: await first('templates'),
  };
}

async function nameSetting({ home, say, setting }: Site): Promise<void> {
  const patch = (path: string, body: object) => call(home, `patch ${path}`, body);
  await patch(`topics/${setting.topicId}`, { name: say('The letter'), description: say('Once a week', 500) });
  await patch(`senders/${setting.senderId}`, { fromName: say('Inês, Maré Alta', 200) });
  await patch(`templates/${setting.templateId}`, {
    name: say('Letter', 200),
    subject: say('A letter for you', 400).replaceAll('{{', '{ {'),
  });
}

async function addPeople(site: Site): Promise<void> {
  const { home, ids, say, product } = site;
  await created(home, 'contact-fields', { key: 'motto', label: say('Motto'), type: 'text' });
  const contactId = ids['contactId']?.[0] ?? '';
  const more = { lastName: say('Silva', 200), city: say('Porto', 200), company: say('Roastery', 200) };
  await call(home, `patch contacts/${contactId}`, { ...more, attributes: { motto: say('Slowly', 1000) } });
  await call(home, `post contacts/${contactId}/tags`, { tags: [say('regular', 60)] });
  const body = await call(home, `get contacts/${contactId}`);
  const email = body.email as string;
  await call(home, 'post events', {
    email,
    name: 'visit.booked',
    properties: { room: say('Blue', 500), [say('key', 60)]: 1 },
  });
  const line = { product: 'ESP', name: say('Espresso', 200), quantity: 2, unitPrice: 12.5 };
  const order = { number: '4711', email, placedAt: '2026-01-05T10:00:00Z', lines: [line] };
  await call(home, 'post orders', { orders: [order] });
  await product.api.aUser(home.workspace.id, { role: 'viewer', name: say('Grace Hopper') });
}

async function addSegments(site: Site): Promise<void> {
  const { home, say, ids } = site;
  const make = (name: string, more: object) =>
    created(home, 'segments', { name: say(name), description: say('Whom we like', 1000), ...more });
  const frozen = await make('At the fair', { kind: 'static', tree: inPortugal });
  const tracked = await make('Followed', { kind: 'tracked', tree: inPortugal });
  const gone = await created(home, 'contact-fields', { key: 'gone', label: 'Gone', type: 'number' });
  const broken = await make('Broken', {
    tree: { v: 1, match: 'all', rules: [{ field: 'attributes.gone', op: 'gt', value: 1 }] },
  });
  await home.http.delete(`/api/v1/contact-fields/${gone}`).query({ force: true });
  const nested = await make('Nested', {
    tree: {
      v: 1,
      match: 'any',
      rules: [
        { segment: ids['segmentId']?.[0], member: true },
        {
          match: 'all',
          not: true,
          rules: [
            { tag: 'vip', has: true },
            { field: 'firstName', op: 'contains', value: say('Ana', 200) },
          ],
        },
      ],
    },
  });
  add(site, 'segmentId', frozen, tracked, broken, nested);
}

async function addEmail(site: Site): Promise<void> {
  const title = {
    id: 'title',
    kind: 'heading',
    level: 1,
    align: 'left',
    content: [{ text: site.say('Hello', 1000) }],
  };
  // Without the picture, which is nowhere.
  const blocks = EVERY_BLOCK.blocks
    .filter(({ kind }) => kind !== 'image')
    .map((block) => (block.id === 'title' ? title : block));
  const name = site.say('Of blocks', 200);
  const email = { name, subject: 'Blocks', document: { ...EVERY_BLOCK, blocks } };
  add(site, 'templateId', await created(site.home, 'templates', email));
}

async function addCallsAndChats(site: Site): Promise<void> {
  const { home, say, receiver, product } = site;
  receiver.answer = (_call, response) => response.writeHead(500).end(say('Out of order', 600));
  const hook = { url: `${receiver.url}/hook`, events: ['visit.moved'] };
  await created(home, 'webhook-subscriptions', hook);
  const chat = await call(home, 'post chat-sources', { name: say('Shop chat') });
  const report = {
    conversationId: 'c-1',
    email: 'chatty@example.com',
    name: say('Chatty', 150),
    page: say('/prices', 500),
  };
  await product.api.http
    .post(new URL(chat.url as string).pathname)
    .send(report)
    .expect(202);
  const event = { email: 'chatty@example.com', name: 'visit.moved', properties: { room: say('Red', 500) } };
  await call(home, 'post events', event);
  const failed = await until('the call has failed', async () => {
    const body = await call(home, 'get webhook-calls');
    const items = body.items as { id: string; attempts: number }[];
    return items.find(({ attempts }) => attempts > 0);
  });
  add(site, 'callId', failed.id);
}

async function addForms(site: Site): Promise<void> {
  const { home, product, say, setting } = site;
  const definition = form(setting.topicId, say);
  const fields = [...definition.fields, { name: 'first_name', to: 'firstName', label: say('First name') }];
  const id = await created(home, 'forms', {
    name: say('Answered', 200),
    definition: { ...definition, fields },
  });
  const body = await call(home, `post forms/${id}/publish`);
  for (const email of ['lead@example.com', 'second@example.com'])
    await fillIn(product.api.url, body.slug as string, {
      email,
      first_name: say('Lea', 100),
      consent: setting.topicId,
    });
  add(site, 'formId', id);
}

async function addSequence(site: Site): Promise<void> {
  const { home, say, setting } = site;
  const graph = {
    v: 1,
    senderId: setting.senderId,
    topicId: setting.topicId,
    triggers: [{ api: true }],
    start: 'letter',
    onQuietHours: 'ignore',
    steps: {
      letter: { kind: 'email', templateId: setting.templateId, name: say('A letter'), next: 'asks' },
      asks: { kind: 'branch', cases: [{ tree: inPortugal, next: 'waits' }], else: 'end' },
      waits: { kind: 'wait', for: { n: 2, unit: 'day' }, next: 'tell' },
      tell: {
        kind: 'notify',
        to: ['team@example.com'],
        subject: say('Look'),
        text: say('Here', 1000),
        next: 'end',
      },
      end: { kind: 'end' },
    },
  };
  const id = await created(home, 'sequences', {
    name: say('Live'),
    description: say('For all', 1000),
    graph,
  });
  await call(home, `post sequences/${id}/publish`, {});
  const body = await call(home, 'get contacts?limit=10');
  const contactIds = (body.items as { id: string }[]).map((one) => one.id);
  await call(home, `post sequences/${id}/enrollments`, { contactIds });
  await until('people have come to the wait', async () => {
    return (await call(home, `get sequences/${id}/enrollments?step=waits`)).items.length >= 2;
  });
  add(site, 'sequenceId', id);
}

async function addSettings(site: Site): Promise<void> {
  const { home, say } = site;
  await created(home, 'sending-domains', { domain: 'letters.example' });
  await created(home, 'api-keys', { name: say('Shop'), scopes: ['contacts:read'] });
  const server = { name: say('Relay'), host: 'smtp.example.com', perHour: 100, isEnabled: false };
  add(site, 'serverId', await created(home, 'smtp-servers', server));
  await created(home, 'suppressions', { email: 'no@example.com', note: say('Asked us to', 500) });
  await call(home, 'put brand', { companyName: say('Maré Alta') });
}

/** Every state that a campaign rests in, and one under way that stays so: it waits for the end of quiet hours. */
async function addCampaigns(site: Site): Promise<void> {
  const { home, product, setting, say } = site;
  const named = async (name: string): Promise<string> => {
    const id = await draftCampaign(home, setting);
    const changes = { name: say(name, 200), subject: say(name, 400).replaceAll('{{', '{ {') };
    await call(home, `patch campaigns/${id}`, changes);
    return id;
  };
  const post = (id: string, action: string, body?: object) =>
    call(home, `post campaigns/${id}/${action}`, body);
  const test = (id: string) =>
    call(home, `put campaigns/${id}/ab-test`, {
      variants: [{ subject: say('One', 200) }, { subject: say('Two', 200) }],
      testPercent: 60,
      minimumSample: 10,
    });
  const [tested, planned, failed, cancelled] = [
    await named('A or B'),
    await named('Planned'),
    await named('Failed'),
    await named('Cancelled'),
  ];
  await test(tested);
  await post(planned, 'schedule', { at: '2999-01-01T09:00:00Z' });
  await post(cancelled, 'schedule', { at: '2999-01-01T09:00:00Z' });
  await post(cancelled, 'cancel');
  await post(failed, 'schedule', { at: '2999-01-01T09:00:00Z' });
  await product.api.db.transaction(async () => {
    for (const status of ['resolving', 'failed'])
      await product.api.db.execute('UPDATE campaigns SET status = $2, reason = $3 WHERE id = $1', [
        failed,
        status,
        say('The segment is broken.', 400),
      ]);
  });
  await call(home, 'patch workspace', { timeZone: 'UTC', quietHours: aroundNow() });
  const [running, paused, comparing] = [
    await named('Under way'),
    await named('Paused'),
    await named('Comparing'),
  ];
  await test(comparing);
  for (const id of [running, paused, comparing]) await post(id, 'send');
  for (const id of [running, paused, comparing]) await untilCampaign(home, id, 'sending');
  await post(paused, 'pause');
  add(site, 'campaignId', tested, planned, failed, cancelled, running, paused, comparing);
}

/** Times of day that have begun hours ago and end in hours. */
function aroundNow(): { from: string; to: string } {
  const hour = new Date().getUTCHours();
  const at = (hours: number) => `${String((hour + hours) % 24).padStart(2, '0')}:00`;
  return { from: at(20), to: at(8) };
}
