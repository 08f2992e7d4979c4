import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { TestWorkspace } from '../support/api';
import type { ReceivedMail } from '../support/mailbox';
import { readyToSend, type TestProduct } from '../support/product';
import { until } from '../support/until';
import { created, PRODUCT, startAppStage, type AppStage } from './app-stage';
import { barriers, describeInChromium, shot } from './chromium';

const EBOOK = `%PDF-1.7 ${'how to brew at home '.repeat(40)}`;
const LEAD = 'lea@visitors.example';
/** As people's browsers call themselves; a headless one says that it is a program. */
const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

// From a form on the web to the first letter of a sequence, as a visitor and then a marketer see it. API, worker and mailbox are real.
describeInChromium('the story of a lead', () => {
  let stage: AppStage;
  let visitor: Page;
  const complaints: string[] = [];
  let isBroken = false;

  beforeAll(async () => {
    stage = await startAppStage({ furnish });
    const context = await stage.browser.newContext({
      userAgent: CHROME,
      viewport: { width: 390, height: 844 },
    });
    visitor = await context.newPage();
    visitor.setDefaultTimeout(120_000);
    watch(visitor);
  });

  afterAll(() => stage?.close());

  /** A part of the story. What follows one that failed is not tried. */
  const step = (name: string, play: () => Promise<void>) =>
    it(name, async () => {
      if (isBroken) throw new Error('The story broke off before.');
      isBroken = true;
      await play();
      isBroken = false;
    });

  afterEach(() => {
    expect(complaints).toEqual([]);
  });

  function watch(page: Page): void {
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  }

  const mails = (count: number): Promise<ReceivedMail[]> =>
    until(`${count} mails have come`, async () => {
      const all = await stage.product.mailbox.mails(LEAD);
      return all.length >= count && all;
    });

  step('fills in the hosted form and is asked to confirm the address', async () => {
    await visitor.goto(stage.ids['formUrl']?.[0] ?? '');
    await visitor.getByRole('heading', { name: 'Brewing at home' }).waitFor();
    expect(await barriers(visitor)).toEqual([]);
    await visitor.getByLabel('First name').fill('Lea');
    await visitor.getByLabel('Email address').fill(LEAD);
    await visitor.getByRole('checkbox', { name: 'Yes, send me the letter.' }).check();
    await shot(visitor, 'lead-form');
    await visitor.getByRole('button', { name: 'Get the eBook' }).click();
    await visitor.getByText('Please check your inbox').waitFor();
    const [mail] = await mails(1);
    expect(mail?.parsed.subject).toBe('Please confirm your address');
  });

  step('confirms with a button, not by opening the link, and gets the file', async () => {
    const [mail] = await mails(1);
    await visitor.goto(new RegExp(`${PRODUCT}/c/[\\w-]+`).exec(mail?.parsed.text ?? '')?.[0] ?? '');
    expect(await barriers(visitor)).toEqual([]);
    const { body: before } = await stage.home.http.get(`/api/v1/forms/${stage.ids['formId']?.[0]}/funnel`);
    expect(before.confirmed).toBe(0);
    await visitor.getByRole('button').click();
    await visitor.getByText('Your download is ready.').waitFor();
    expect(await barriers(visitor)).toEqual([]);
    const link = visitor.getByRole('link', { name: /download/i });
    // A PDF would open in the browser's viewer, which a test cannot read.
    const href = await link.getAttribute('href');
    await link.evaluate((one) => one.setAttribute('download', ''));
    const download = visitor.waitForEvent('download');
    await link.click();
    expect(href).toContain('/a/');
    expect(readFileSync(await (await download).path(), 'utf8')).toBe(EBOOK);
  });

  step('gets the first letter of the sequence', async () => {
    const [, letter, ...more] = await mails(2);
    expect(more).toEqual([]);
    expect(letter?.parsed.subject).toBe('Enjoy the eBook');
    expect(letter?.parsed.text).toContain('For you, Lea');
  });

  step('is seen by the marketer where she stands in the sequence, with all that led there', async () => {
    const page = await stage.signedIn({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(120_000);
    watch(page);
    await page.goto(`${stage.url}/sequences/${stage.ids['sequenceId']?.[0]}`);
    await page.getByRole('tab', { name: 'People' }).click();
    const line = page.getByRole('row').filter({ hasText: 'Lea' });
    await line.getByText('Reads the eBook').waitFor();
    expect(await barriers(page)).toEqual([]);
    await shot(page, 'lead-in-sequence');
    await page.goto(`${stage.url}/contacts?q=${LEAD}`);
    await page.getByRole('link', { name: 'Lea', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Lea' }).waitFor();
    await page.getByText(/^May be mailed about /).waitFor();
    await page.getByText('“Yes, send me the letter.”').first().waitFor();
    await page.getByRole('button', { name: /^eBook to demo/ }).click();
    await page.getByRole('link', { name: 'Open the sequence' }).waitFor();
    await shot(page, 'lead-contact');
  });
});

/** An asset behind a form with double opt-in, and a sequence that begins with its download. */
async function furnish(_product: TestProduct, home: TestWorkspace): Promise<Record<string, string[]>> {
  const setting = await readyToSend(home);
  const asset = await home.http
    .post('/api/v1/assets')
    .field('options', JSON.stringify({ name: 'Brewing at home' }))
    .attach('file', Buffer.from(EBOOK), 'brewing.pdf')
    .expect(201);
  const assetId = asset.body.id as string;
  const definition = {
    texts: { title: 'Brewing at home', submit: 'Get the eBook' },
    fields: [
      { name: 'first_name', to: 'firstName', label: 'First name' },
      { name: 'email', to: 'email', label: 'Email address' },
    ],
    consents: [
      { topicId: setting.topicId, kind: 'checkbox', isRequired: true, text: 'Yes, send me the letter.' },
    ],
    assetId,
    after: { kind: 'asset' },
  };
  const formId = await created(home, 'forms', { name: 'eBook', definition });
  const form = await home.http.post(`/api/v1/forms/${formId}/publish`).expect(200);
  const mjml = `<mjml lang="en"><mj-body><mj-section><mj-column><mj-text>For you, {{contact.firstName}}</mj-text>
    </mj-column></mj-section></mj-body></mjml>`;
  const templateId = await created(home, 'templates', { name: 'Enjoy', subject: 'Enjoy the eBook', mjml });
  const graph = {
    v: 1,
    triggers: [{ asset: assetId }],
    topicId: setting.topicId,
    senderId: setting.senderId,
    onQuietHours: 'ignore',
    start: 'thanks',
    steps: {
      thanks: { kind: 'email', name: 'Thanks', templateId, next: 'reads' },
      reads: { kind: 'wait', name: 'Reads the eBook', for: { n: 3, unit: 'day' }, next: null },
    },
  };
  const sequenceId = await created(home, 'sequences', { name: 'eBook to demo', graph });
  await home.http.post(`/api/v1/sequences/${sequenceId}/publish`).send({}).expect(200);
  return { formId: [formId], formUrl: [form.body.url as string], sequenceId: [sequenceId] };
}
