import type { Browser, Page } from 'playwright-core';
import { startApi, type TestApi } from '../support/api';
import { buildWebApp } from './built-app';
import { barriers, describeInChromium, startChromium } from './chromium';

const PASSWORD = 'four random words here';

describeInChromium('the web app', () => {
  let api: TestApi;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    buildWebApp();
    api = await startApi({ APP_URL: 'http://127.0.0.1' });
    browser = await startChromium();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // Chromium reports every 401 as an error; asking who is signed in is how the app finds out that nobody is.
      if (message.type() === 'error' && !message.text().includes('status of 401'))
        complaints.push(`${message.text()} ${message.location().url}`);
    });
  });

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
  });

  it('names what a draft lacks when it is to be sent', async () => {
    await page.goto(`${api.url}/app/campaigns`);
    await page.getByRole('button', { name: 'New campaign' }).first().click();
    await page.getByLabel('Name').fill('Spring letter');
    await page.getByRole('button', { name: 'Create draft' }).click();
    await page.getByText('blocks', { exact: true }).first().waitFor();
    const blocked = await page.getByRole('listitem').filter({ hasText: 'blocks' }).allTextContents();
    for (const missing of ['sender', 'topic', 'segment', 'template', 'postal address'])
      expect(blocked.join(' ')).toContain(missing);
    expect(await page.getByRole('button', { name: 'Send now' }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Schedule' }).isDisabled()).toBe(true);
  });

  it('asks to sign in again when the session is gone, and comes back to the same page', async () => {
    await page.goto(`${api.url}/app/settings/topics`);
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
    await page.waitForURL('**/app/settings/topics');
    await page.getByRole('heading', { name: 'No topics yet' }).waitFor();
  });
});
