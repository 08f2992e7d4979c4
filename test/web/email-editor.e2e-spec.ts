import type { Page } from 'playwright-core';
import { until } from '../support/until';
import { startAppStage, type AppStage } from './app-stage';
import { barriers, describeInChromium, shot } from './chromium';

describeInChromium('the email editor', () => {
  let stage: AppStage;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    stage = await startAppStage();
    page = await stage.signedIn({ viewport: { width: 1440, height: 1000 } });
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // Chromium reports the refused answers of the story as errors too; CodeMirror tries to set the width of tabs as an inline style, in vain.
      if (message.type() === 'error' && !/status of (400|409)|style-src-attr/.test(message.text()))
        complaints.push(message.text());
    });
  });

  afterAll(() => stage?.close());

  /** The kinds of blocks from top to bottom, as a screen reader calls them. */
  const order = () =>
    page
      .getByRole('region', { name: 'The email', exact: true })
      .getByRole('group', { name: / block/ })
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('aria-label')?.split(' ')[0]));
  const untilOrder = (kinds: string[]) =>
    until(`the blocks are ${kinds.join(', ')}`, async () => (await order()).join() === kinds.join(), 60_000);

  it('writes an email of blocks with mouse and keyboard, and with a field that has a fallback', async () => {
    await page.goto(`${stage.url}/templates/gallery`);
    await page.getByRole('button', { name: 'Use this one: Blank email' }).click();
    await page.getByRole('heading', { level: 1, name: 'Blank email' }).waitFor();
    await untilOrder(['Header', 'Heading', 'Text', 'Footer']);
    expect(await barriers(page)).toEqual([]);

    await page.getByText('Your headline').click();
    const words = page.getByRole('textbox', { name: 'Words of the block: Heading' });
    await words.press('Control+A');
    await words.pressSequentially('Spring is here, ');
    await page.getByRole('button', { name: 'Insert a field into: Words of the block: Heading' }).click();
    await page.getByRole('combobox', { name: 'Field of the reader' }).fill('First name');
    await page.getByRole('option', { name: 'First name' }).click();
    await page.getByRole('textbox', { name: 'If there is none' }).fill('dear friend');
    await page.getByRole('button', { name: 'Insert', exact: true }).click();
    await page.getByText('First name | dear friend').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await shot(page, 'email-blocks');

    // By keyboard alone: a block is chosen, dragged one place up, and moved back.
    const text = page.locator('[data-block="words"]');
    await text.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Drag: Text' }).focus();
    await page.keyboard.press('Space');
    await page.getByText(/over droppable area words/).waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowUp');
    await page.getByText(/over droppable area title/).waitFor({ state: 'attached' });
    await page.keyboard.press('Space');
    await untilOrder(['Header', 'Text', 'Heading', 'Footer']);
    await text.focus();
    await page.keyboard.press('Alt+ArrowDown');
    await untilOrder(['Header', 'Heading', 'Text', 'Footer']);

    await page.getByRole('button', { name: 'Add a block at place 4' }).click();
    await page.getByRole('menuitem', { name: 'Button', exact: true }).click();
    await page.getByRole('textbox', { name: 'Label' }).fill('See it');
    await page.getByRole('textbox', { name: 'Link to' }).fill('https://example.com/spring');
    await page.getByRole('button', { name: 'Delete: Button' }).click();
    await untilOrder(['Header', 'Heading', 'Text', 'Footer']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await untilOrder(['Header', 'Heading', 'Text', 'Button', 'Footer']);
    await page.getByText('See it').click();
    await page.getByRole('switch', { name: 'Show only if …' }).setChecked(true, { force: true });
    await page.getByText('Only if Email address has a value').waitFor();
    expect(await barriers(page)).toEqual([]);
    await shot(page, 'email-inspector');
  });

  it('shows it as a contact, saves it, and shows it again', async () => {
    await page.getByText('Preview', { exact: true }).click();
    await page.getByRole('combobox', { name: 'As' }).fill('Ana');
    await page.getByRole('option', { name: /^Ana/ }).click();
    await page.getByText('Plain text', { exact: true }).click();
    await page.getByText('Spring is here, Ana').waitFor();
    await page.getByText('Desktop', { exact: true }).click();
    await page.getByTitle('Preview of the message').waitFor();
    expect(await barriers(page)).toEqual([]);
    await shot(page, 'email-preview');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(/^Saved /).waitFor();
    await page.reload();
    await untilOrder(['Header', 'Heading', 'Text', 'Button', 'Footer']);
    await page.getByText('First name | dear friend').waitFor();
  });

  it('names the block that cannot be sent, and loses neither of two works', async () => {
    const id = page.url().split('/').at(-1) ?? '';
    const path = `/api/v1/templates/${id}`;
    await page.getByText('See it').click();
    await page.getByRole('textbox', { name: 'Link to' }).fill('javascript:alert(1)');
    await page
      .locator('[data-block]')
      .getByText(/is no address that a link may lead to/)
      .waitFor();
    await page.getByRole('textbox', { name: 'Link to' }).fill('https://example.com/summer');
    const { body: before } = await stage.home.http.get(path).expect(200);
    await stage.home.http.patch(path).send({ name: 'Of a colleague', version: before.version }).expect(200);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('A colleague changed this meanwhile').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Keep mine, replace theirs' }).click();
    await page.getByText(/^Saved /).waitFor();
    const { body: after } = await stage.home.http.get(path).expect(200);
    expect(after.name).toBe('Blank email');
    expect(JSON.stringify(after.document)).toContain('https://example.com/summer');
  });

  it('goes on with the source for good, with errors on their lines', async () => {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Edit as source' }).click();
    await page.getByRole('button', { name: 'Edit as source' }).click();
    const source = page.getByRole('textbox', { name: 'Source of the email (MJML)' });
    await source.waitFor();
    expect(await barriers(page)).toEqual([]);
    await shot(page, 'email-source');
    await source.press('Control+A');
    await page.keyboard.insertText('<mjml><mj-body>\n<mj-nothing /></mj-body></mjml>');
    await page.getByRole('button', { name: 'Go to line 2' }).waitFor();
    await source.press('Control+Z');
    await page.getByRole('button', { name: 'Go to line 2' }).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });
});
