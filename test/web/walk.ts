import type { Page } from 'playwright-core';
import { until } from '../support/until';
import type { AppStage } from './app-stage';

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** All routes of the app, as its router knows them. */
const ROUTES = 'Object.values(__TSR_ROUTER__.routesByPath).map((route) => route.fullPath)';

/** Shows another page as a click on a link does, without loading the app again. */
const GO = (address: string) =>
  `__TSR_ROUTER__.navigate({ href: ${JSON.stringify(address)} }).then(() => undefined)`;

const TWO_FRAMES = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

/** A page has drawn what it asked for and stands still: it has its heading, nothing is on its way, nothing moves or fades. */
const STANDS_STILL = `document.querySelector('h1') !== null && document.querySelector('[aria-busy="true"]') === null &&
  document.getAnimations().every((one) => one.playState !== 'running' || one.effect.getTiming().iterations === Infinity)`;

/** What sticks out at the right, where the page can be scrolled sideways. */
const TOO_WIDE = `document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll('main *, header *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map((one) => one.outerHTML.slice(0, 160))`;

/** One browser page that visits all pages of the app, and what it does not like about them. */
export class Walk {
  readonly findings: string[] = [];
  private address = '';
  private underway = 0;
  private readonly opened = new Set<string>();

  constructor(
    readonly page: Page,
    private readonly stage: AppStage,
  ) {
    page.setDefaultTimeout(120_000);
    page.on('request', () => this.underway++);
    page.on('requestfinished', () => this.underway--);
    page.on('requestfailed', (request) => {
      this.underway--;
      // What a page no longer needs when it is left is given up.
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') this.note(`failed: ${request.url()}`);
    });
    page.on('pageerror', (error) => this.note(error.message));
    page.on('console', (message) => {
      // Chromium reports refused answers as errors; that is how the builder learns what is wrong with a broken segment.
      const { url } = message.location();
      if (message.type() === 'error' && !url.endsWith('/segments/preview'))
        this.note(`${message.text()} ${url}`);
    });
  }

  /** What is wrong with the page that is open. */
  note(finding: string): void {
    this.findings.push(`${this.address} ${finding}`);
  }

  /** Every address there is, without the `/app` before it; a route whose parameter the stage has no id for fails here. */
  async addresses(): Promise<string[]> {
    await this.page.goto(this.stage.url);
    await this.page.waitForFunction('typeof __TSR_ROUTER__ !== "undefined"');
    const routes = [...new Set(await this.page.evaluate<string[]>(ROUTES))];
    return routes.flatMap((route) => {
      const parameter = /\$(\w+)/.exec(route)?.[1];
      if (parameter === undefined) return [route];
      const ids = this.stage.ids[parameter];
      if (!ids) throw new Error(`${route}: add an id for ${parameter} to test/web/full-stage.ts.`);
      return ids.map((id) => route.replace(`$${parameter}`, id));
    });
  }

  /** Goes there and waits until the page stands still. */
  async goTo(address: string): Promise<void> {
    this.address = address;
    await this.page.evaluate(GO(`/app${address}`));
    await this.still();
  }

  /** Waits until all that was asked for is there and drawn. */
  async still(): Promise<void> {
    // What has just changed, such as theme or width, has to reach the page first.
    await this.page.evaluate(TWO_FRAMES);
    await until(
      `${this.address} stands still`,
      async () => this.underway <= 0 && (await this.page.evaluate<boolean>(STANDS_STILL)),
    );
  }

  /** Opens each tab of the page, where the same one of another thing of its kind has not been opened before, and calls `look`. */
  async throughTabs(look: (tab: string) => Promise<void>): Promise<void> {
    const route = this.address.replace(/[\da-f]{8}-[\da-f-]{27}/, '$');
    const tabs = this.page.locator('main [role=tab]');
    const count = await tabs.count();
    for (let index = 0; index < count; index += 1) {
      const tab = tabs.nth(index);
      const name = (await tab.innerText()).replace(/[\s\d]+/g, ' ');
      if (this.opened.has(`${route} ${name}`) || (await tab.isDisabled())) continue;
      this.opened.add(`${route} ${name}`);
      if ((await tab.getAttribute('aria-selected')) === 'true') continue;
      await tab.click();
      await this.still();
      await look(`tab ${name}`);
    }
  }

  /** Notes what makes the page wider than the window. */
  async noteTooWide(what: string): Promise<void> {
    for (const element of await this.page.evaluate<string[]>(TOO_WIDE))
      this.note(`${what} is too wide: ${element}`);
  }
}
