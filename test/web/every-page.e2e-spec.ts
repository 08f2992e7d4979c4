import type { Page } from 'playwright-core';
import { until } from '../support/until';
import { startAppStage, type AppStage } from './app-stage';
import { barriers, describeInChromium, shot } from './chromium';

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

/** All routes of the app, as its router knows them. */
const ROUTES = 'Object.values(__TSR_ROUTER__.routesByPath).map((route) => route.fullPath)';

/** A page has drawn what it asked for and stands still: it has its heading, nothing is on its way, nothing moves or fades. */
const STANDS_STILL = `document.querySelector('h1') !== null && document.querySelector('[aria-busy="true"]') === null &&
  document.getAnimations().every((one) => one.playState !== 'running' || one.effect.getTiming().iterations === Infinity)`;

/** What sticks out at the right, where the page can be scrolled sideways. */
const TOO_WIDE = `document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map((one) => one.outerHTML.slice(0, 120))`;

describeInChromium('every page of the app', () => {
  let stage: AppStage;

  beforeAll(async () => {
    stage = await startAppStage();
  });

  afterAll(() => stage?.close());

  /** Every address there is; a route whose parameter the stage has no id for fails here. */
  async function addresses(page: Page): Promise<string[]> {
    await page.goto(stage.url);
    await page.waitForFunction('typeof __TSR_ROUTER__ !== "undefined"');
    const routes = await page.evaluate<string[]>(ROUTES);
    expect(routes.length).toBeGreaterThan(10);
    return routes.flatMap((route) => {
      const parameter = /\$(\w+)/.exec(route)?.[1];
      if (parameter === undefined) return [route];
      const ids = stage.ids[parameter];
      if (!ids) throw new Error(`${route}: add an id for ${parameter} to test/web/app-stage.ts.`);
      return ids.map((id) => route.replace(`$${parameter}`, id));
    });
  }

  it('is accessible, fits a phone and raises no error, in light and dark', async () => {
    const page = await stage.signedIn({ viewport: DESKTOP, colorScheme: 'light' });
    const findings: string[] = [];
    let address = '';
    let underway = 0;
    const note = (finding: string) => findings.push(`${address} ${finding}`);
    page.on('request', () => underway++);
    page.on('requestfinished', () => underway--);
    page.on('requestfailed', (request) => {
      underway--;
      // What a page no longer needs when it is left is given up.
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') note(`failed: ${request.url()}`);
    });
    page.on('response', (answer) => answer.status() >= 400 && note(`${answer.status()} ${answer.url()}`));
    page.on('pageerror', (error) => note(error.message));
    page.on('console', (message) => message.type() === 'error' && note(message.text()));
    const still = async () => {
      // What has just changed, theme or width, has to reach the page first.
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      await until(
        `${address} stands still`,
        async () => underway === 0 && (await page.evaluate<boolean>(STANDS_STILL)),
      );
    };
    const look = async (what: string, rule?: string) => {
      await still();
      for (const barrier of await barriers(page, rule)) note(`${what}: ${barrier}`);
      await shot(page, `${address.replace(/\W+/g, '-')}-${what}`);
    };

    for (const next of await addresses(page)) {
      address = next;
      await page.goto(stage.url + address);
      await look('light, wide');
      await page.emulateMedia({ colorScheme: 'dark' });
      await look('dark, wide', 'color-contrast');
      await page.setViewportSize(PHONE);
      await look('dark, phone');
      for (const element of await page.evaluate<string[]>(TOO_WIDE)) note(`too wide for a phone: ${element}`);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize(DESKTOP);
    }
    expect(findings).toEqual([]);
  }, 900_000);
});
