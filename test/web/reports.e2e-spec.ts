import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { until } from '../support/until';
import { startAppStage, type AppStage } from './app-stage';
import { barriers, describeInChromium } from './chromium';

describeInChromium('reports in the app', () => {
  let stage: AppStage;
  let page: Page;
  let campaignId: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    stage = await startAppStage();
    campaignId = stage.ids.campaignId?.[1] ?? '';
    await aReader();
    page = await stage.signedIn({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(120_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  });

  afterAll(() => stage?.close());

  /** One of the two recipients agreed to be measured, opened twice and clicked the first link; a machine opened, too. */
  async function aReader(): Promise<void> {
    const { db } = stage.product.api;
    await db.execute(
      `UPDATE deliveries SET trackable = seq = (SELECT min(seq) FROM deliveries WHERE campaign_id = $1) WHERE campaign_id = $1`,
      [campaignId],
    );
    await db.execute(
      `WITH reader AS (
         SELECT id, workspace_id, campaign_id, contact_id FROM deliveries WHERE campaign_id = $1 AND trackable)
       INSERT INTO tracking_hits (workspace_id, campaign_id, delivery_id, contact_id, kind, link_position, occurred_at, is_machine)
       SELECT workspace_id, campaign_id, id, contact_id, k.kind, k.link, now(), k.is_machine
       FROM reader, (VALUES ('open', NULL::integer, false), ('open', NULL, false), ('click', 0, false), ('open', NULL, true))
         AS k (kind, link, is_machine)`,
      [campaignId],
    );
  }

  const recipients = () => page.locator('#recipients');

  it('shows growth and engagement of a period that stands in the address, with the same numbers as a table and a file', async () => {
    await page.goto(`${stage.url}/reports`);
    await page.getByRole('group', { name: 'New contacts' }).waitFor();
    await page.getByRole('button', { name: 'Growth as CSV' }).waitFor();
    await page.getByRole('tab', { name: 'Emails' }).click();
    await page.getByRole('group', { name: 'Sent' }).getByText('2', { exact: true }).waitFor();
    await page.getByRole('group', { name: 'Open rate' }).getByText('100%').waitFor();
    await page.getByRole('combobox', { name: 'Period' }).selectOption('Last 7 days');
    await page.waitForURL(/from=\d{4}-\d{2}-\d{2}/);
    await page.getByRole('heading', { name: 'Top campaigns' }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Engagement as CSV' }).click();
    const file = readFileSync(await (await download).path(), 'utf8');
    expect(file).toMatch(/^\ufeffDay,Sent,Delivered,Bounced,Opened,Open rate,Clicked/);
    expect(file).toMatch(/\r\n\d{4}-\d{2}-\d{2},2,2,0,1,1,1,0.5,0,0\r\n$/);
    expect(await barriers(page)).toEqual([]);
  });

  it('leads from a number to the people, and makes a segment of them', async () => {
    await page.goto(`${stage.url}/campaigns/${campaignId}`);
    await page.getByText('Apart from people: 1 opens and 0 clicks by machines').waitFor();
    await page.getByRole('link', { name: 'Opened: 1 person' }).click();
    await recipients().getByText('A person opened the message.').waitFor();
    await until('one recipient', async () => (await recipients().locator('tbody tr').count()) === 1);
    await recipients()
      .getByText(/opened 2 times/)
      .waitFor();
    await recipients().getByRole('combobox', { name: 'People behind a number' }).selectOption('Did not open');
    // The other one agreed to nothing: of that one nobody knows.
    await recipients().getByText('Nobody matches.').waitFor();
    await recipients().getByRole('combobox', { name: 'People behind a number' }).selectOption('Clicked');
    await until('one clicker', async () => (await recipients().locator('tbody tr').count()) === 1);
    await recipients().getByRole('button', { name: 'Make a segment' }).click();
    await page.getByRole('button', { name: 'Make the segment' }).click();
    await page.waitForURL(/\/segments\/[\da-f-]{36}/);
    await page.getByRole('heading', { level: 1, name: /^Clicked: / }).waitFor();
  });

  it('shows on the message itself where people clicked', async () => {
    await page.goto(`${stage.url}/campaigns/${campaignId}`);
    await page.getByRole('button', { name: 'Click map' }).click();
    const message = page.frameLocator('iframe[title="The message with clicks at its links"]');
    await message.getByText(/^1 · 100\s?%$/).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('puts campaigns side by side', async () => {
    const { body } = await stage.home.http.post(`/api/v1/campaigns/${campaignId}/duplicate`).expect(201);
    await stage.home.http.post(`/api/v1/campaigns/${body.id}/send`).expect(200);
    await until('the second is sent', async () => {
      const { body: second } = await stage.home.http.get(`/api/v1/campaigns/${body.id}`).expect(200);
      return second.status === 'sent';
    });
    const ids = encodeURIComponent(JSON.stringify([campaignId, body.id]));
    await page.goto(`${stage.url}/campaigns/compare?ids=${ids}`);
    const rates = page.getByRole('row', { name: /^Open rate/ });
    await rates.waitFor();
    expect(
      (await rates.innerText())
        .split(/\s*\t\s*|\n/)
        .filter(Boolean)
        .slice(0, 2),
    ).toEqual(['Open rate', '100%']);
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
