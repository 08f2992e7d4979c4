import type { Page } from 'playwright-core';
import { startAppStage, type AppStage } from './app-stage';
import { describeInChromium } from './chromium';

describeInChromium('around every page of the app', () => {
  let stage: AppStage;
  let page: Page;

  beforeAll(async () => {
    stage = await startAppStage();
    page = await stage.signedIn({ viewport: { width: 1280, height: 900 } });
  });

  afterAll(() => stage?.close());

  const heading = (name: string) => page.getByRole('heading', { level: 1, name });
  const navigation = () => page.getByRole('navigation', { name: 'Main' });

  it('lets the keyboard skip to the content, and starts it at the heading of the next page', async () => {
    await page.goto(stage.url);
    await heading('Hello, Ada').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('main');
    await navigation().getByRole('link', { name: 'Campaigns' }).click();
    await heading('Campaigns').waitFor();
    await page.waitForFunction('document.activeElement.tagName === "H1"');
    expect(await page.title()).toBe('Campaigns · Tidings');
  });

  it('speaks German once told to, also after the next visit', async () => {
    await page.getByRole('button', { name: 'Account of Ada Lovelace' }).click();
    await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    await page.getByRole('link', { name: 'Kampagnen' }).waitFor();
    await page.goto(stage.url);
    await heading('Hallo, Ada').waitFor();
    expect(await page.evaluate<string>('document.documentElement.lang')).toBe('de');
    await page.getByRole('button', { name: 'Konto von Ada Lovelace' }).click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await heading('Hello, Ada').waitFor();
  });

  it('says where nothing is, and leads back', async () => {
    await page.goto(`${stage.url}/no-such-page`);
    await heading('There is nothing at this address').waitFor();
    await page.getByRole('link', { name: 'To the start page' }).click();
    await heading('Hello, Ada').waitFor();
  });

  it('loads the new version, once, when a file of the old one is gone after an update', async () => {
    let refused = 0;
    await page.route('**/assets/campaigns-page-*.js', async (route) => {
      refused++;
      if (refused === 1) await route.fulfill({ status: 404, body: 'gone' });
      else await route.fallback();
    });
    await page.goto(`${stage.url}/campaigns`);
    await heading('Campaigns').waitFor();
    expect(refused).toBe(2);
    await page.unroute('**/assets/campaigns-page-*.js');
  });

  it('shows those who may only look no button that the API would refuse', async () => {
    const viewer = await stage.signedIn({ role: 'viewer' });
    await viewer.goto(stage.url);
    await viewer.getByRole('heading', { name: 'Latest campaigns' }).waitFor();
    expect(await viewer.getByRole('button', { name: 'New campaign' }).count()).toBe(0);
    await viewer.getByRole('link', { name: 'Campaigns', exact: true }).click();
    await viewer.getByRole('heading', { level: 1, name: 'Campaigns' }).waitFor();
    expect(await viewer.getByRole('button', { name: 'New campaign' }).count()).toBe(0);
    await viewer.context().close();
  });
});
