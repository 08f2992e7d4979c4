import type { Page } from 'playwright-core';
import { startAppStage, type AppStage } from './app-stage';
import { describeInChromium } from './chromium';

/** Where the keyboard is: whether one sees it, and whether anything lies on top of it. */
const FOCUS = `(() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const { left, top, width, height } = one.getBoundingClientRect();
  const above = document.elementFromPoint(left + width / 2, top + height / 2);
  return {
    element: one.outerHTML.slice(0, 120),
    isShown: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    isCovered: above !== null && !one.contains(above) && !above.contains(one),
  };
})()`;

describeInChromium('around every page of the app', () => {
  let stage: AppStage;
  let page: Page;

  beforeAll(async () => {
    stage = await startAppStage();
    page = await stage.signedIn({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(120_000);
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

  it('keeps the keyboard inside a dialog, and gives it back to the button that opened it', async () => {
    await page.goto(`${stage.url}/campaigns`);
    const button = page.getByRole('button', { name: 'New campaign' }).first();
    await button.focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: 'Name' })
      .and(page.locator(':focus'))
      .waitFor();
    for (let press = 0; press < 6; press += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate<boolean>('document.activeElement.closest("[role=dialog]") !== null')).toBe(
        true,
      );
    }
    await page.keyboard.press('Escape');
    await button.and(page.locator(':focus')).waitFor();
  });

  it('opens a menu by keyboard, walks it with the arrows and leaves it where it began', async () => {
    const account = page.getByRole('button', { name: 'Account of Ada Lovelace' });
    await account.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitemradio', { name: 'Light' }).waitFor();
    const moved = async (key: string, to: string): Promise<string> => {
      await page.keyboard.press(key);
      await page.waitForFunction(`document.activeElement.role?.startsWith('menuitem') && ${to}`);
      return JSON.stringify(await page.evaluate<string>('document.activeElement.textContent'));
    };
    const first = await moved('ArrowDown', 'true');
    await moved('ArrowDown', `document.activeElement.textContent !== ${first}`);
    await moved('ArrowUp', `document.activeElement.textContent === ${first}`);
    await page.keyboard.press('Escape');
    await account.and(page.locator(':focus')).waitFor();
  });

  it('shows where the keyboard is at every stop, and covers none of them', async () => {
    for (const path of ['contacts', 'campaigns', 'segments']) {
      await page.goto(`${stage.url}/${path}`);
      await page.locator('main a.row-link').first().waitFor();
      await page.evaluate('document.activeElement.blur()');
      for (let stop = 0; stop < 24; stop += 1) {
        await page.keyboard.press('Tab');
        // Behind the last stop comes the browser itself.
        if (await page.evaluate<boolean>('document.activeElement === document.body')) break;
        const { element, isShown, isCovered } = await page.evaluate<Record<string, unknown>>(FOCUS);
        expect([path, element, isShown, isCovered]).toEqual([path, element, true, false]);
      }
    }
  });

  it('moves nothing for those who asked their system for less motion', async () => {
    await page.goto(`${stage.url}/campaigns`);
    await page.getByRole('button', { name: 'New campaign' }).first().click();
    await page.getByRole('dialog').waitFor();
    // Beyond the blink of an eye: what is switched off still "runs" for a hundredth of a millisecond.
    const moving = await page.evaluate(
      'document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime > 50).map((one) => String(one.animationName ?? one.transitionProperty))',
    );
    await page.keyboard.press('Escape');
    expect(moving).toEqual([]);
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
