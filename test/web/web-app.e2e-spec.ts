import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startApi, type TestApi } from '../support/api';
import { until } from '../support/until';
import { barriers, describeInChromium, startChromium } from './chromium';

const ROOT = join(__dirname, '../..');
const PASSWORD = 'four random words here';
const PAGES = [
  ['', 'Hello, Ana'],
  ['/campaigns', 'Campaigns'],
  ['/contacts', 'Contacts'],
  ['/contacts/import', 'Import contacts'],
  ['/segments', 'Segments'],
  ['/segments/new', 'New segment'],
  ['/templates', 'Templates'],
  ['/templates/gallery', 'Gallery'],
  ['/settings', 'Settings'],
  ['/settings?tab=senders', 'Settings'],
  ['/settings?tab=topics', 'Settings'],
  ['/settings?tab=people', 'Settings'],
  ['/settings?tab=keys', 'Settings'],
] as const;

describeInChromium('the web app', () => {
  let api: TestApi;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    if (!existsSync(join(ROOT, 'dist/apps/web/index.html'))) {
      execFileSync('npm', ['run', '-s', 'build:web'], { cwd: ROOT, stdio: 'pipe' });
    }
    api = await startApi({ APP_URL: 'http://127.0.0.1' });
    browser = await startChromium();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // Chromium reports every 401 as an error; asking who is signed in is how the app finds out that nobody is.
      if (message.type() === 'error' && !message.text().includes('status of 401'))
        complaints.push(`${message.text()} ${message.location().url}`);
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await api?.close();
  });

  it('sets up a new installation: names a weak password, then shows the way to the first campaign', async () => {
    await page.goto(`${api.url}/`);
    await page.waitForURL('**/app/setup');
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('Workspace').fill('Maré Alta');
    await page.getByLabel('Your name').fill('Ana Duarte');
    await page.getByLabel('Email').fill('ana@example.com');
    const password = page.getByRole('textbox', { name: 'Password' });
    await password.fill('short');
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('At least 12 characters').waitFor();
    await password.fill(PASSWORD);
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('To your first campaign').waitFor();
    // One of the gallery's templates has a paragraph for some plans only.
    const field = { key: 'plan', label: 'Plan', type: 'text' };
    const headers = { 'Sec-Fetch-Site': 'same-origin' };
    await page.request.post(`${api.url}/api/v1/contact-fields`, { data: field, headers });
  });

  it.each(PAGES)('shows /app%s accessibly, on a phone too, and without an error', async (path, heading) => {
    await page.goto(`${api.url}/app${path}`);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await barriers(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    // The navigation slides away first.
    const tooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
    await until(
      'the page is no wider than the phone',
      async () => !(await page.evaluate<boolean>(tooWide)),
      5000,
    );
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(complaints).toEqual([]);
  });

  it('names what a draft lacks when it is to be sent', async () => {
    await page.goto(`${api.url}/app/campaigns`);
    await page.getByRole('button', { name: 'New campaign' }).first().click();
    await page.getByLabel('Name').fill('Spring letter');
    await page.getByRole('button', { name: 'Create draft' }).click();
    await page.getByText('Before it can be sent').waitFor();
    const missing = await page.getByText('(missing)').allTextContents();
    expect(missing.map((text) => text.replace(' (missing)', ''))).toEqual(
      expect.arrayContaining(['A sender', 'A topic', 'An audience', 'A template']),
    );
    expect(await page.getByRole('button', { name: 'Send now' }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Schedule' }).isDisabled()).toBe(true);
  });

  it('asks to sign in again when the session is gone, and comes back to the same page', async () => {
    await page.goto(`${api.url}/app/settings?tab=topics`);
    await page.getByRole('heading', { name: 'No topics yet' }).waitFor();
    await page.context().clearCookies();
    await page.reload();
    await page.waitForURL('**/app/sign-in?**');
    await page.getByLabel('Email').fill('ana@example.com');
    await page.getByRole('textbox', { name: 'Password' }).fill('not this one at all');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/app/settings?tab=topics');
    await page.getByRole('heading', { name: 'No topics yet' }).waitFor();
  });
});
