import { sweepCampaignsJob } from '@features/campaigns';
import { TrackingService } from '@features/tracking';
import { JobQueue } from '@platform/queue';
import type { Page } from 'playwright-core';
import { TEST_PASSWORD } from '../../libs/testing/factories/user';
import type { ReceivedMail } from '../support/mailbox';
import { until } from '../support/until';
import { PRODUCT, startAppStage, type AppStage } from './app-stage';
import { barriers, describeInChromium, shot } from './chromium';
import { startSmtpGate, type SmtpGate } from './smtp-gate';

const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0';
const FILE = `Email;Vorname;Lebt in;Land
ana@readers.example;Ana;Porto;PT
bruno@readers.example;Bruno;Lisboa;PT
carla@readers.example;;Braga;PT
dieter@readers.example;Dieter;Berlin;DE
not an address;Nobody;;PT
`;

// What a marketer does on the first day, with the mouse, from signing in to the report. API, worker and mailbox are real.
describeInChromium('the story of a marketer', () => {
  let gate: SmtpGate;
  let stage: AppStage;
  let page: Page;
  const complaints: string[] = [];
  let isBroken = false;

  beforeAll(async () => {
    stage = await startAppStage({
      // One message may be held up for as long as it takes to look at the page.
      env: { SMTP_TIMEOUT_MS: '600000' },
      smtpUrl: async (mailboxUrl) => {
        gate = await startSmtpGate(mailboxUrl);
        return gate.url;
      },
      furnish: async (_product, { http }) => {
        const postalAddress = 'Rua da Torrefação 14, 4050-112 Porto';
        await http.patch('/api/v1/workspace').send({ postalAddress, trackingMode: 'individual' }).expect(200);
        await http.post('/api/v1/topics').send({ key: 'letter', name: 'The letter' }).expect(201);
        const sender = { fromName: 'Inês, Maré Alta', fromEmail: 'letters@mare-alta.example' };
        await http.post('/api/v1/senders').send(sender).expect(201);
        return {};
      },
    });
    const context = await stage.browser.newContext({
      viewport: { width: 1280, height: 1000 },
      reducedMotion: 'reduce',
      locale: 'en-GB',
    });
    page = await context.newPage();
    page.setDefaultTimeout(120_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // Asking who is signed in is how the app finds out that nobody is.
      if (message.type() === 'error' && !message.text().includes('status of 401'))
        complaints.push(`${message.text()} ${message.location().url}`);
    });
  });

  afterAll(async () => {
    // A mail that is held up would hold up the end of the worker, too.
    gate?.release();
    await stage?.close();
    await gate?.stop();
  });

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

  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  const open = (name: string) =>
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();
  const dialog = () => page.getByRole('dialog');
  const mailTo = async (to: string): Promise<ReceivedMail> => {
    const [mail, ...more] = await until(`mail to ${to}`, async () => {
      const mails = await stage.product.mailbox.mails(to);
      return mails.length > 0 && mails;
    });
    expect(more).toEqual([]);
    return mail as ReceivedMail;
  };

  step('signs in', async () => {
    await page.goto(stage.url);
    await page.getByLabel('Email').fill(stage.home.owner.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(TEST_PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await heading('Hello, Ada');
  });

  step(
    'imports a file: says why its people may be mailed, puts a column right, sees progress and the rows that cannot be used',
    async () => {
      await open('Contacts');
      await heading('Contacts');
      await page
        .getByRole('link', { name: /^Import/ })
        .first()
        .click();
      const file = { name: 'readers.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) };
      await page.locator('input[type=file]').setInputFiles(file);
      await page.getByRole('combobox', { name: 'Subscribe them to' }).click();
      await page.getByRole('option', { name: 'The letter' }).click();
      await page
        .getByRole('textbox', { name: 'Why may they be mailed?' })
        .fill('Signed up at the fair in Porto.');
      await page.getByRole('button', { name: 'Check the file' }).click();
      await page.getByText('Checked, nothing imported').waitFor();
      await page.getByText('1 row could not be used.').waitFor();
      // Two headings are understood; what the third means only its owner knows.
      await page.getByRole('combobox', { name: 'Where Lebt in goes' }).click();
      await page.getByRole('option', { name: 'City' }).click();
      await page.getByRole('button', { name: 'Check again with these columns' }).click();
      await page
        .getByRole('button', { name: 'Check again with these columns' })
        .waitFor({ state: 'detached' });
      await page.getByText('Checked, nothing imported').waitFor();
      await shot(page, 'story-import');
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Download the list with reasons' }).click();
      const reasons = await (await download).createReadStream();
      const text = (await reasons.setEncoding('utf8').toArray()).join('');
      expect(text).toContain('not an address');
      await page.getByRole('button', { name: 'Import now' }).click();
      await page.getByRole('link', { name: 'To the contacts' }).click();
      await page.getByRole('link', { name: 'Ana', exact: true }).waitFor();
      for (const name of ['Bruno', 'Dieter']) await page.getByRole('link', { name, exact: true }).waitFor();
    },
  );

  step('makes a segment with a group in it and sees at once how many it has', async () => {
    await open('Segments');
    await page.getByRole('link', { name: 'New segment' }).first().click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Portugal without Lisbon');
    const group = (name: string) => page.getByRole('group', { name, exact: true });
    const counted = (count: number) =>
      page
        .locator('div')
        .filter({ hasText: new RegExp(`^${count}contacts? match(es)?$`) })
        .first()
        .waitFor();
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByRole('option', { name: 'Country', exact: true }).click();
    await group('Rule 1').getByRole('combobox', { name: 'Value' }).click();
    await page.getByRole('option', { name: 'Portugal', exact: true }).click();
    await counted(3);
    await page.getByRole('button', { name: 'Add a group' }).click();
    await page.getByRole('option', { name: 'City', exact: true }).click();
    await group('Group 2').getByRole('textbox', { name: 'Value' }).fill('lisboa');
    await group('Group 2').getByLabel('How the rules are joined').selectOption('None of these holds');
    await counted(2);
    await shot(page, 'story-segment');
    await page.getByRole('button', { name: 'Create segment' }).click();
    await heading('Portugal without Lisbon');
  });

  step('writes an email of blocks that calls its readers by their names', async () => {
    await open('Emails');
    await page.getByRole('link', { name: 'New email' }).first().click();
    await page.getByRole('button', { name: 'Use this one: Blank email' }).click();
    await heading('Blank email');
    await page.getByRole('textbox', { name: 'Subject', exact: true }).fill('The harvest is in');
    await page.getByText('Your headline').click();
    const words = page.getByRole('textbox', { name: 'Words of the block: Heading' });
    await words.press('Control+A');
    await words.pressSequentially('Good news, ');
    await page.getByRole('button', { name: 'Insert a field into: Words of the block: Heading' }).click();
    await page.getByRole('combobox', { name: 'Field of the reader' }).fill('First name');
    await page.getByRole('option', { name: 'First name' }).click();
    await page.getByRole('textbox', { name: 'If there is none' }).fill('dear reader');
    await page.getByRole('button', { name: 'Insert', exact: true }).click();
    await page.getByText('First name | dear reader').first().waitFor();
    await page.getByRole('button', { name: 'Add a block at place 4' }).click();
    await page.getByRole('menuitem', { name: 'Button', exact: true }).click();
    await page.getByRole('textbox', { name: 'Label' }).fill('See the harvest');
    await page.getByRole('textbox', { name: 'Link to' }).fill('https://shop.example/harvest');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page
      .getByText(/^Saved /)
      .first()
      .waitFor();
  });

  step('prepares a campaign step by step and schedules it once nothing blocks', async () => {
    await open('Campaigns');
    await page.getByRole('button', { name: 'New campaign' }).first().click();
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Harvest');
    await dialog().getByRole('button', { name: 'Create draft' }).click();
    await heading('Harvest');
    const choose = async (field: string, option: string | RegExp) => {
      await page.getByRole('combobox', { name: field, exact: true }).click();
      await page.getByRole('option', { name: option }).click();
    };
    await choose('Topic', 'The letter');
    await choose('Send to everyone in any of', 'Portugal without Lisbon');
    await page.keyboard.press('Escape');
    await choose('Template', 'Blank email');
    await page.getByRole('textbox', { name: 'Preheader' }).fill('Twelve sacks, washed and sun-dried');
    await until('all is kept', async () => {
      const { body } = await stage.home.http.get('/api/v1/campaigns').expect(200);
      const draft = await stage.home.http.get(`/api/v1/campaigns/${body.items[0].id}`).expect(200);
      return draft.body.preheader === 'Twelve sacks, washed and sun-dried' && draft.body.topicId !== null;
    });
    const schedule = page.getByRole('button', { name: 'Schedule', exact: true });
    await schedule.and(page.locator(':enabled')).waitFor();
    expect(await barriers(page)).toEqual([]);
    await shot(page, 'story-review');
    await schedule.click();
    await dialog().getByText('2 as of now').waitFor();
    await dialog().getByText('The harvest is in').waitFor();
    await dialog().getByRole('button', { name: 'Schedule', exact: true }).click();
    await page.getByText(/^Goes out .* Recipients are chosen at that moment, not now\.$/).waitFor();
  });

  step(
    'sees it go out when its time comes, and everybody gets the mail that was written for them',
    async () => {
      gate.hold('carla@readers.example');
      const { db, app } = stage.product.api;
      await db.execute('UPDATE contacts SET tracking_consent = true');
      await db.execute(`UPDATE campaigns SET scheduled_at = now() WHERE status = 'scheduled'`);
      await app.get(JobQueue, { strict: false }).enqueue(sweepCampaignsJob, {});
      await page.getByRole('progressbar').first().waitFor({ state: 'attached' });
      await page.getByText('of 2 recipients').waitFor();
      await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
      expect(await barriers(page)).toEqual([]);
      await shot(page, 'story-progress');
      gate.release();
      await page.getByText(/^Finished /).waitFor();
      const ana = await mailTo('ana@readers.example');
      expect(ana.parsed).toMatchObject({ subject: 'The harvest is in' });
      expect(ana.parsed.from?.text).toBe('"Inês, Maré Alta" <letters@mare-alta.example>');
      expect(ana.parsed.text).toContain('Good news, Ana');
      expect(ana.parsed.html).toContain('Twelve sacks, washed and sun-dried');
      expect(ana.parsed.text).toContain('Rua da Torrefação 14');
      expect(ana.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
      const carla = await mailTo('carla@readers.example');
      expect(carla.parsed.text).toContain('Good news, dear reader');
      expect(await stage.product.mailbox.recipients()).toEqual([
        'ana@readers.example',
        'carla@readers.example',
      ]);
    },
  );

  step('reads a report whose numbers add up, down to the person behind one', async () => {
    const { db, app, http } = stage.product.api;
    await db.execute(
      `UPDATE deliveries SET handed_over_at = handed_over_at - interval '1 hour', finished_at = finished_at - interval '1 hour'`,
    );
    const { parsed } = await mailTo('ana@readers.example');
    const links = [...(parsed.html as string).matchAll(/href="([^"]+\/l\/[^"]+)"/g)].map(
      ([, href = '']) => href,
    );
    expect(links.length).toBeGreaterThan(0);
    await http
      .get((links[0] ?? '').replace(PRODUCT, ''))
      .set('User-Agent', BROWSER)
      .expect(302);
    await app.get(TrackingService, { strict: false }).flush();
    await page.reload();
    await page.getByText('2 in the audience. Everyone is accounted for.').waitFor();
    const tile = (name: string) => page.getByRole('group', { name, exact: true });
    await tile('Clicked').getByText('1 person').waitFor();
    expect(await tile('Delivered').innerText()).toContain('2');
    expect(await tile('Clicked').innerText()).toContain('50');
    expect(await barriers(page)).toEqual([]);
    await shot(page, 'story-report');
    await tile('Clicked').getByRole('link').click();
    const behind = page.locator('#recipients').getByRole('link');
    await behind.filter({ hasText: 'ana@readers.example' }).click();
    await heading('Ana');
    await page.getByText('“Signed up at the fair in Porto.”').first().waitFor();
  });
});
