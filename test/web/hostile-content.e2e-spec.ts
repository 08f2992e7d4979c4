import { parse } from 'csv-parse/sync';
import type { AppStage } from './app-stage';
import { describeInChromium, shot } from './chromium';
import { startFullStage } from './full-stage';
import { hostileWords } from './hostile-words';
import { PHONE, Walk } from './walk';

/** Calls that hostile texts would make, were they run. */
const CANARY = `window.harm = []; window.hostile = (...what) => { window.harm.push(String(what)); };
for (const name of ['alert', 'confirm', 'prompt']) window[name] = window.hostile;`;

/** What must never be on a page: something ran, a handler in an attribute, a link that runs, a picture or script that a text brought in. */
const HARM = `[...window.harm, ...[...document.querySelectorAll('*')].filter((one) =>
  [...one.attributes].some(({ name }) => name.startsWith('on')) || /^\\s*javascript:/i.test(one.getAttribute('href') ?? '') ||
  one.matches('img[src="x"], script:not([src])')).map((one) => one.outerHTML.slice(0, 160))]`;

/** What spreadsheets take for a formula, unless it is a number. */
const FORMULA = /^[=+\-@\t\r](?!\d+(\.\d+)?$)/;

describeInChromium('names and texts that mean harm', () => {
  let stage: AppStage;

  beforeAll(async () => {
    stage = await startFullStage(hostileWords());
  });

  afterAll(() => stage?.close());

  it('run nothing and break no page, wherever they are shown', async () => {
    const page = await stage.signedIn({ viewport: PHONE });
    await page.addInitScript(CANARY);
    const walk = new Walk(page, stage);
    let shown = 0;
    const look = async (what: string) => {
      for (const harm of await page.evaluate<string[]>(HARM)) walk.note(`${what}: ${harm}`);
      await walk.noteTooWide(what);
      if (await page.evaluate<boolean>('document.body.innerText.includes("hostile(")')) shown++;
      await shot(page, `hostile-${page.url().replace(/\W+/g, '-')}-${what}`);
    };
    for (const address of await walk.addresses()) {
      await walk.goTo(address);
      await look('page');
      await walk.throughTabs(look);
    }
    expect(walk.findings).toEqual([]);
    // Most pages show some of them; the walk would find nothing in a workspace that is empty.
    expect(shown).toBeGreaterThan(20);
  }, 900_000);

  it('run nothing on the page of a form, which fits a phone', async () => {
    const page = await (await stage.browser.newContext({ viewport: PHONE })).newPage();
    await page.addInitScript(CANARY);
    for (const id of stage.ids['formId'] ?? []) {
      const { body } = await stage.home.http.get(`/api/v1/forms/${id}`).expect(200);
      await page.goto(body.url as string);
      await page.getByRole('heading').first().waitFor();
      const harm = (await page.evaluate<string[]>(HARM)).filter((one) => !one.startsWith('<script'));
      expect(harm).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    }
    await page.context().close();
  });

  it('are no formulas in what is exported to spreadsheets', async () => {
    const { contactId, importId, formId, campaignId } = stage.ids;
    const exports = [
      'contacts/export',
      'suppressions/export',
      `campaigns/${campaignId?.[1]}/report/recipients/export`,
      `contacts/${contactId?.[0]}/export?format=csv`,
      `contact-imports/${importId?.[0]}/errors`,
      ...(formId ?? []).map((id) => `forms/${id}/submissions/export`),
    ];
    let cells = 0;
    for (const path of exports) {
      const { text } = await stage.home.http.get(`/api/v1/${path}`).expect(200);
      const rows: string[][] = parse(text, { bom: true, relax_column_count: true });
      expect([path, rows.flat().filter((cell) => FORMULA.test(cell))]).toEqual([path, []]);
      cells += rows.flat().filter((cell) => cell.startsWith("'=")).length;
    }
    // There was something to defuse.
    expect(cells).toBeGreaterThan(0);
  });
});
