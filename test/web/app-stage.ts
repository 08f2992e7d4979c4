import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { TEST_PASSWORD } from '../../libs/testing/factories/user';
import type { Role } from '@features/accounts';
import type { TestWorkspace } from '../support/api';
import {
  draftCampaign,
  readyToSend,
  startProduct,
  subscribedContact,
  untilCampaign,
  type CampaignSetting,
  type ProductOptions,
  type TestProduct,
} from '../support/product';
import { buildWebApp } from './built-app';
import { startChromium } from './chromium';

/** Where the product answers. Mails need a host name, and browsers trust names below `.localhost` as they do https. */
export const PRODUCT = 'http://tidings.localhost';

/** What is called `what` where nobody means harm; at most `limit` characters, 100 unless told otherwise. */
export type Say = (what: string, limit?: number) => string;

interface StageOptions {
  /** Further environment variables of API and workers. */
  env?: Record<string, string>;
  /** Names and texts of everything; the plain ones unless told otherwise. */
  say?: Say;
  /** Another SMTP server than the mailbox, or a way to it. */
  smtpUrl?: ProductOptions['smtpUrl'];
  /** Puts things into the workspace, and returns their ids as `AppStage` has them; one of everything unless told otherwise. */
  furnish?: (product: TestProduct, home: TestWorkspace, say: Say) => Promise<Record<string, string[]>>;
}

/** A workspace in use, and a browser to look at it with. */
export interface AppStage {
  product: TestProduct;
  home: TestWorkspace;
  browser: Browser;
  /** Of the app's start page. */
  url: string;
  /** Ids by the name of the parameter in the app's routes: `{ campaignId: ['…', '…'] }`. */
  ids: Record<string, string[]>;
  /** A page in which the owner, or somebody new with `role`, is signed in. */
  signedIn(options?: BrowserContextOptions & { role?: Role }): Promise<Page>;
  close(): Promise<void>;
}

export async function startAppStage({
  env,
  smtpUrl,
  say = (what) => what,
  furnish = oneOfEverything,
}: StageOptions = {}): Promise<AppStage> {
  buildWebApp();
  const product = await startProduct({ env: { APP_URL: PRODUCT, ...env }, ...(smtpUrl ? { smtpUrl } : {}) });
  const home = await product.api.aWorkspace({ name: say('Maré Alta') });
  const ids = await furnish(product, home, say).catch(async (error: unknown) => {
    await product.close();
    throw error;
  });
  const browser = await startChromium({ hosts: { 'tidings.localhost': new URL(product.api.url).host } });
  return {
    product,
    home,
    browser,
    url: `${PRODUCT}/app`,
    ids,
    signedIn: async ({ role, ...options } = {}) => {
      const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', ...options });
      const user = role ? await product.api.aUser(home.workspace.id, { role }) : home.owner;
      const answer = await product.api
        .browser()
        .post('/api/v1/session')
        .send({ email: user.email, password: TEST_PASSWORD })
        .expect(201);
      const [name, value] = (answer.headers['set-cookie']?.[0] ?? '').split(/[=;]/);
      if (!name || !value) throw new Error('Signing in gave no cookie.');
      // A net for what hangs, not a measure of speed.
      context.setDefaultTimeout(120_000);
      await context.addCookies([{ name, value, url: PRODUCT }]);
      return context.newPage();
    },
    close: async () => {
      await browser.close();
      await product.close();
    },
  };
}

export const inPortugal = { v: 1, match: 'all', rules: [{ field: 'country', op: 'is', value: 'PT' }] };

/** One of everything that has a page, with enough in it that the page has something to show. */
async function oneOfEverything(
  product: TestProduct,
  home: TestWorkspace,
  say: Say,
): Promise<Record<string, string[]>> {
  const make = (path: string, body: object) => created(home, path, body);
  const setting = await readyToSend(home);
  await make('contact-fields', {
    key: 'plan',
    label: say('Plan'),
    type: 'choice',
    choices: ['Explorer', 'Daily'],
  });
  const contactIds = await people(product, home, { ...setting, say });
  const segmentId = await make('segments', { name: say('Portugal'), tree: inPortugal });
  const draft = await draftCampaign(home, setting);
  const sent = await draftCampaign(home, setting, inPortugal);
  await home.http.post(`/api/v1/campaigns/${sent}/send`).expect(200);
  const definition = form(setting.topicId, say);
  const formId = await make('forms', { name: say('Spring guide', 200), definition });
  await home.http.post(`/api/v1/forms/${formId}/publish`).expect(200);
  const sequenceId = await make('sequences', { name: say('Welcome'), graph: welcome(setting) });
  await make('webhook-subscriptions', { url: 'https://hooks.example.com/in', events: ['form.submitted'] });
  await make('suppressions', { email: 'gone@example.com' });
  await untilCampaign(home, sent, 'sent');
  return {
    contactId: contactIds.slice(0, 1),
    importId: [await anImport(home, setting.topicId, say)],
    segmentId: [segmentId],
    templateId: [setting.templateId],
    campaignId: [draft, sent],
    formId: [formId],
    assetId: [await anAsset(home, say)],
    sequenceId: [sequenceId],
  };
}

/** The id of what was made. */
export async function created({ http }: TestWorkspace, path: string, body: object): Promise<string> {
  const answer = await http.post(`/api/v1/${path}`).send(body);
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body.id as string;
}

async function people(
  product: TestProduct,
  home: TestWorkspace,
  { topicId, say }: CampaignSetting & { say: Say },
): Promise<string[]> {
  const ids: string[] = [];
  for (const [firstName, country] of [
    ['Ana', 'PT'],
    ['Bruno', 'PT'],
    ['Zoë', 'DE'],
  ] as const) {
    const email = `${ids.length}.with.a.rather.long.address@a-rather-long-domain.example.com`;
    const person = { topicId, email, firstName: say(firstName, 200), country, attributes: { plan: 'Daily' } };
    ids.push(await subscribedContact(product, home, { ...person, tags: ['vip'] }));
  }
  const note = { body: say('Called about beans.', 1000) };
  await home.http.post(`/api/v1/contacts/${ids[0]}/notes`).send(note).expect(201);
  return ids;
}

async function anImport({ http }: TestWorkspace, topicId: string, say: Say): Promise<string> {
  const consentStatement = say('Signed up at the fair.', 1000);
  const { body } = await http
    .post('/api/v1/contact-imports')
    .field('options', JSON.stringify({ topicId, consentStatement }))
    .attach(
      'file',
      Buffer.from('email,first_name\nrui@example.com,Rui\nnot an address,X\n'),
      `${say('fair')}.csv`,
    )
    .expect(202);
  return body.id as string;
}

async function anAsset({ http }: TestWorkspace, say: Say): Promise<string> {
  const { body } = await http
    .post('/api/v1/assets')
    .field('options', JSON.stringify({ name: say('The spring guide') }))
    .attach('file', Buffer.from('%PDF-1.7\n%%EOF\n'), 'guide.pdf')
    .expect(201);
  return body.id as string;
}

export const form = (topicId: string, say: Say) => ({
  texts: { title: say('The spring guide'), submit: say('Get the guide', 60) },
  fields: [{ name: 'email', to: 'email', label: say('Email address') }],
  consents: [{ topicId, kind: 'checkbox', isRequired: true, text: say('Yes, send me the letter.', 500) }],
});

const welcome = ({ templateId, senderId, topicId }: CampaignSetting) => ({
  v: 1,
  senderId,
  topicId,
  triggers: [{ api: true }],
  start: 'wait',
  steps: {
    wait: { kind: 'wait', for: { n: 1, unit: 'day' }, next: 'letter' },
    letter: { kind: 'email', templateId },
  },
});
