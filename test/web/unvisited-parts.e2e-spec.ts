import type { Page } from 'playwright-core';
import { startAppStage, type AppStage } from './app-stage';
import { until } from '../support/until';
import { barriers, describeInChromium } from './chromium';

describeInChromium('parts of the app that stories pass by', () => {
  let stage: AppStage;
  const warnings: string[] = [];

  beforeAll(async () => {
    stage = await startAppStage();
  });

  afterAll(() => stage?.close());

  async function open(path: string, size: { width: number; height: number }): Promise<Page> {
    const page = await stage.signedIn({ viewport: size });
    page.setDefaultTimeout(60_000);
    page.on('console', (message) => warnings.push(message.text()));
    await page.goto(`${stage.url}/${path}`);
    return page;
  }

  async function newEmail(size = { width: 1280, height: 900 }): Promise<Page> {
    const page = await open('templates/gallery', size);
    await page.getByRole('button', { name: 'Use this one: Blank email' }).click();
    await page.getByText('Your headline').click();
    await page.getByRole('heading', { level: 2, name: 'Heading' }).waitFor();
    return page;
  }

  it('keeps blocks for other emails, and names the choices of screens in full', async () => {
    const page = await newEmail();
    const choices = page.getByRole('radiogroup', { name: 'Shown on' });
    const room = (await choices.boundingBox()) ?? { x: 0, width: 0 };
    const last = (await choices.locator('label').last().boundingBox()) ?? { x: 0, width: Infinity };
    expect(last.x + last.width).toBeLessThanOrEqual(room.x + room.width);
    await page.getByRole('button', { name: 'Save for other emails' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save for other emails' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Our headline');
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Our headline').first().waitFor();
    await page.context().close();
  });

  it('leaves room for the email on a phone', async () => {
    const page = await newEmail({ width: 390, height: 844 });
    const bar = page.getByRole('button', { name: 'Send a test' }).locator('xpath=ancestor::div[3]');
    expect((await bar.boundingBox())?.height).toBeLessThan(120);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });

  it('shows a preview of which the browser has nothing to complain', async () => {
    const page = await newEmail();
    await page.getByText('Preview', { exact: true }).click();
    await page.frameLocator('iframe').getByText('Your headline').waitFor();
    expect(warnings.filter((text) => text.includes('Origin-Agent-Cluster'))).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['emails', 'Emails'],
    ['contacts/imports', 'Import contacts'],
    ['campaigns/none-such', 'There is nothing at this address'],
  ])('/app/%s shows "%s"', async (path, title) => {
    const page = await open(path, { width: 1280, height: 900 });
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.context().close();
  });

  /** Where nothing is yet, a topic is made in the campaign that needs it; the next campaign has the only one from the start. */
  async function makesCampaignAndTopic(page: Page): Promise<void> {
    const draft = async (name: string): Promise<void> => {
      await page.goto(`${stage.url}/campaigns`);
      await page.getByRole('button', { name: 'New campaign' }).first().click();
      await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(name);
      await page.getByRole('dialog').getByRole('button', { name: 'Create draft' }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
    };
    await draft('First tasting');
    await page.getByRole('button', { name: 'Add a topic' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Wine letter');
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    const topic = page.getByRole('combobox', { name: 'Topic', exact: true });
    await until('the new topic is chosen', async () => (await topic.inputValue()) === 'Wine letter');
    await draft('Second tasting');
    expect(await topic.inputValue()).toBe('Wine letter');
  }

  it('makes a further workspace, and goes there and back', async () => {
    const page = await open('', { width: 1280, height: 900 });
    const menu = page.getByRole('button', { name: /^Workspace .*, change$/ });
    const home = await menu.innerText();
    await menu.click();
    await page.getByRole('menuitem', { name: 'New workspace' }).click();
    const dialog = page.getByRole('dialog', { name: 'New workspace' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Acme Wines');
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Make the workspace' }).click();
    await page.getByRole('button', { name: 'Workspace Acme Wines, change' }).waitFor();
    await makesCampaignAndTopic(page);
    await page.getByRole('button', { name: 'Workspace Acme Wines, change' }).click();
    await page.getByRole('menuitemradio', { name: home }).click();
    await page.getByRole('button', { name: `Workspace ${home}, change` }).waitFor();
    await page.context().close();
  });

  it('groups what happened to a contact by day, in words', async () => {
    const page = await open(`contacts/${stage.ids['contactId']?.[0] ?? ''}`, { width: 1280, height: 900 });
    const timeline = page
      .getByRole('heading', { level: 2, name: 'Timeline' })
      .locator('xpath=ancestor::*[3]');
    await timeline.getByRole('heading', { level: 3 }).first().waitFor();
    await timeline.getByText('Added as a contact').waitFor();
    expect(await timeline.innerText()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
    await page.getByRole('combobox', { name: 'Show' }).selectOption('Notes');
    await timeline.getByText('Added as a contact').waitFor({ state: 'hidden' });
    expect(new URL(page.url()).search).toBe('?story=notes');
    await page.reload();
    await page.getByRole('combobox', { name: 'Show' }).selectOption('Details and consent');
    await timeline.getByText('Added as a contact').waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});
