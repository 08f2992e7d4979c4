import { startFullStage } from './full-stage';
import type { AppStage } from './app-stage';
import { barriers, describeInChromium, shot } from './chromium';
import { DESKTOP, PHONE, Walk } from './walk';

/** As wide as a page of 1,280 pixels is at a zoom of 400 %: nothing may need scrolling to the side (WCAG 1.4.10). */
const ZOOMED = { width: 320, height: 640 };

/** What a page calls itself, and what its heading says. */
const NAMES = `({ title: document.title,
  headings: [...document.querySelectorAll('h1')].filter((one) => one.checkVisibility()).map((one) => one.innerText.trim()) })`;

describeInChromium('every page of the app', () => {
  let stage: AppStage;

  beforeAll(async () => {
    stage = await startFullStage();
  });

  afterAll(() => stage?.close());

  it('is accessible, has its name, fits a phone and raises no error, in light and dark', async () => {
    const page = await stage.signedIn({ viewport: DESKTOP, colorScheme: 'light' });
    const walk = new Walk(page, stage);
    let address = '';

    const named = async () => {
      const { title, headings } = await page.evaluate<{ title: string; headings: string[] }>(NAMES);
      if (headings.length !== 1) walk.note(`has ${headings.length} headings: ${headings.join(', ')}`);
      // A title that stayed behind would name the page before.
      if (title !== `${headings[0]} · Tidings`) walk.note(`is called "${title}" and headed "${headings[0]}"`);
    };
    const accessible = async (what: string, rule?: string) => {
      await walk.still();
      for (const barrier of await barriers(page, rule)) walk.note(`${what}: ${barrier}`);
      await shot(page, `${address.replace(/\W+/g, '-')}-${what}`);
    };
    const asOnPhone = async (what: string) => {
      await page.setViewportSize(PHONE);
      await accessible(`${what} dark, phone`);
      await walk.noteTooWide(`${what} on a phone`);
    };
    const tab = async (what: string) => {
      await accessible(`${what} light, wide`);
      await page.emulateMedia({ colorScheme: 'dark' });
      await asOnPhone(what);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize(DESKTOP);
    };
    const whole = async () => {
      await accessible('light, wide');
      await page.emulateMedia({ colorScheme: 'dark' });
      await accessible('dark, wide', 'color-contrast');
      await asOnPhone('page');
      await page.emulateMedia({ colorScheme: 'light' });
      await accessible('light, phone', 'color-contrast');
      await page.setViewportSize(ZOOMED);
      await walk.still();
      await walk.noteTooWide('page at a zoom of 400 %');
      await page.setViewportSize(DESKTOP);
    };

    for (const next of await walk.addresses()) {
      address = next;
      await walk.goTo(next);
      await named();
      await whole();
      await walk.throughTabs(tab);
    }
    expect(walk.findings).toEqual([]);
  }, 900_000);
});
