import { source as axeSource, type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { startApi, type TestApi } from '../support/api';
import { aSentCampaign, type SentCampaign } from '../support/sent-message';
import { describeInChromium, startChromium } from './chromium';

/** What a screen reader or a keyboard would stumble over, by rule. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ${JSON.stringify(tags)} })`,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describeInChromium('the preference page in a browser', () => {
  let api: TestApi;
  let browser: Browser;
  let campaign: SentCampaign;

  beforeAll(async () => {
    api = await startApi();
    const home = await api.aWorkspace({ name: 'Salt & Stone' });
    await api.db.execute(`UPDATE workspaces SET tracking_mode = 'individual' WHERE id = $1`, [
      home.workspace.id,
    ]);
    campaign = await aSentCampaign(api, home);
    browser = await startChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await api?.close();
  });

  it.each([
    ['light, wide, English', { colorScheme: 'light', width: 1280, locale: 'en' }],
    ['dark, on a phone, German', { colorScheme: 'dark', width: 360, locale: 'de' }],
  ] as const)('has no barriers: %s', async (_name, { colorScheme, width, locale }) => {
    const { tokens } = await campaign.aRecipient({ contact: { locale } });
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
    await page.goto(`${api.url}/p/${tokens.preferences}`);
    expect(await barriers(page)).toEqual([]);
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    await page.locator('[value="pause-2"]').click();
    await page.getByRole('status').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.locator('[value="erase"]').click();
    await page.locator('[value="erase-for-good"]').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.close();
  });

  it('is filled in by keyboard, without script', async () => {
    const { contact, tokens } = await campaign.aRecipient();
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${api.url}/p/${tokens.preferences}`);
    await page.getByLabel('At most one email a week').press('Space');
    await page.getByLabel('My language').selectOption('pt');
    await page.getByRole('button', { name: 'Save my choices' }).press('Enter');
    expect(await page.getByRole('status').textContent()).toBe('As suas escolhas foram guardadas.');
    const row = await api.db.queryOne('SELECT own_cap_days AS days, locale FROM contacts WHERE id = $1', [
      contact.id,
    ]);
    expect(row).toEqual({ days: 7, locale: 'pt' });
    await context.close();
  });
});
