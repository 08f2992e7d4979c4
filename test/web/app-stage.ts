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
  type TestProduct,
} from '../support/product';
import { buildWebApp } from './built-app';
import { startChromium } from './chromium';

/** Where the product answers. Mails need a host name, and browsers trust names below `.localhost` as they do https. */
const PRODUCT = 'http://tidings.localhost';

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

export async function startAppStage(): Promise<AppStage> {
  buildWebApp();
  const product = await startProduct({ env: { APP_URL: PRODUCT } });
  const home = await product.api.aWorkspace({ name: 'Maré Alta' });
  const ids = await furnish(product, home).catch(async (error: unknown) => {
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
      await context.addCookies([{ name, value, url: PRODUCT }]);
      return context.newPage();
    },
    close: async () => {
      await browser.close();
      await product.close();
    },
  };
}

const inPortugal = { v: 1, match: 'all', rules: [{ field: 'country', op: 'is', value: 'PT' }] };

/** One of everything that has a page, with enough in it that the page has something to show. */
async function furnish(product: TestProduct, home: TestWorkspace): Promise<Record<string, string[]>> {
  const make = (path: string, body: object) => created(home, path, body);
  const setting = await readyToSend(home);
  await make('contact-fields', {
    key: 'plan',
    label: 'Plan',
    type: 'choice',
    choices: ['Explorer', 'Daily'],
  });
  const contactIds = await people(product, home, setting);
  const segmentId = await make('segments', { name: 'Portugal', tree: inPortugal });
  const draft = await draftCampaign(home, setting);
  const sent = await draftCampaign(home, setting, inPortugal);
  await home.http.post(`/api/v1/campaigns/${sent}/send`).expect(200);
  const formId = await make('forms', { name: 'Spring guide', definition: form(setting.topicId) });
  await home.http.post(`/api/v1/forms/${formId}/publish`).expect(200);
  const sequenceId = await make('sequences', { name: 'Welcome', graph: welcome(setting) });
  await make('webhook-subscriptions', { url: 'https://hooks.example.com/in', events: ['form.submitted'] });
  await make('suppressions', { email: 'gone@example.com' });
  await untilCampaign(home, sent, 'sent');
  return {
    contactId: contactIds.slice(0, 1),
    importId: [await anImport(home, setting.topicId)],
    segmentId: [segmentId],
    templateId: [setting.templateId],
    campaignId: [draft, sent],
    formId: [formId],
    assetId: [await anAsset(home)],
    sequenceId: [sequenceId],
  };
}

async function created({ http }: TestWorkspace, path: string, body: object): Promise<string> {
  const answer = await http.post(`/api/v1/${path}`).send(body);
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body.id as string;
}

async function people(
  product: TestProduct,
  home: TestWorkspace,
  { topicId }: CampaignSetting,
): Promise<string[]> {
  const ids: string[] = [];
  for (const [firstName, country] of [
    ['Ana', 'PT'],
    ['Bruno', 'PT'],
    ['Zoë', 'DE'],
  ]) {
    const email = `${ids.length}.with.a.rather.long.address@a-rather-long-domain.example.com`;
    const attributes = { plan: 'Daily' };
    ids.push(
      await subscribedContact(product, home, {
        topicId,
        email,
        firstName,
        country,
        attributes,
        tags: ['vip'],
      }),
    );
  }
  await home.http.post(`/api/v1/contacts/${ids[0]}/notes`).send({ body: 'Called about beans.' }).expect(201);
  return ids;
}

async function anImport({ http }: TestWorkspace, topicId: string): Promise<string> {
  const { body } = await http
    .post('/api/v1/contact-imports')
    .field('options', JSON.stringify({ topicId, consentStatement: 'Signed up at the fair.' }))
    .attach('file', Buffer.from('email,first_name\nrui@example.com,Rui\nnot an address,X\n'), 'fair.csv')
    .expect(202);
  return body.id as string;
}

async function anAsset({ http }: TestWorkspace): Promise<string> {
  const { body } = await http
    .post('/api/v1/assets')
    .field('options', JSON.stringify({ name: 'The spring guide' }))
    .attach('file', Buffer.from('%PDF-1.7\n%%EOF\n'), 'guide.pdf')
    .expect(201);
  return body.id as string;
}

const form = (topicId: string) => ({
  texts: { title: 'The spring guide', submit: 'Get the guide' },
  fields: [{ name: 'email', to: 'email', label: 'Email address' }],
  consents: [{ topicId, kind: 'checkbox', isRequired: true, text: 'Yes, send me the letter.' }],
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
