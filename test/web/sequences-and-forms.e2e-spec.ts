import type { Page } from 'playwright-core';
import { until } from '../support/until';
import { startAppStage, type AppStage } from './app-stage';
import { barriers, describeInChromium, shot } from './chromium';

// A browser on a busy machine takes its time.
describeInChromium('sequences, forms and assets in the app', () => {
  let stage: AppStage;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    stage = await startAppStage();
    page = await stage.signedIn({
      viewport: { width: 1280, height: 1000 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  });

  afterAll(() => stage?.close());

  const saved = () => page.getByText('All changes are saved.').waitFor();
  const dialog = () => page.getByRole('dialog');

  it('installs a sequence from the library, changes it by keyboard in the list, publishes it and walks somebody through', async () => {
    await page.goto(`${stage.url}/sequences/library`);
    await page.getByRole('region', { name: 'Birthday' }).getByRole('button', { name: 'Use this' }).click();
    await dialog().getByRole('button', { name: 'Make the draft' }).click();
    await page.getByRole('heading', { level: 1, name: 'Birthday' }).waitFor();
    const steps = page.getByRole('list', { name: 'Steps of the sequence' });
    await steps.getByRole('button', { name: 'Ten days', exact: false }).first().waitFor();
    expect(await barriers(page)).toEqual([]);

    // A step is opened, changed and left with the keyboard alone.
    const wait = page.locator('button[data-step]').filter({ hasText: '10 days' });
    await wait.focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('region', { name: 'Settings' });
    await panel.locator('h2:focus').waitFor();
    await panel.getByRole('textbox', { name: 'How long' }).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('12');
    await page.locator('button[data-step]').filter({ hasText: '12 days' }).waitFor();
    await saved();
    await page.keyboard.press('Escape');
    await page.locator('button[data-step]:focus').waitFor();

    // One more step, and it is taken back.
    const before = await page.locator('button[data-step]').count();
    await page.getByRole('button', { name: 'Add a step', exact: false }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Add or remove a tag' }).focus();
    await page.keyboard.press('Enter');
    await panel
      .getByRole('combobox', { name: 'Tag' })
      .or(panel.getByRole('textbox', { name: 'Tag' }))
      .first()
      .waitFor();
    expect(await page.locator('button[data-step]').count()).toBe(before + 1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await saved();
    expect(await page.locator('button[data-step]').count()).toBe(before);

    await page.getByText('Canvas', { exact: true }).click();
    await page
      .locator('.react-flow__node button[data-step]')
      .nth(before - 1)
      .waitFor();
    expect(await barriers(page)).toEqual([]);
    await shot(page, 'sequence-canvas');
    await page.getByText('List', { exact: true }).click();

    await page.getByRole('button', { name: 'Try it out' }).click();
    await dialog().getByRole('button', { name: 'Walk through' }).click();
    await dialog().getByRole('heading', { name: 'What would happen' }).waitFor();
    await dialog().getByRole('button', { name: 'Show the path on the steps' }).click();
    await page.getByText('on the path', { exact: true }).first().waitFor();
    await shot(page, 'sequence-path');

    await page.getByRole('button', { name: 'Publish' }).click();
    await dialog().getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Version 1 is live', { exact: false }).first().waitFor();
    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByRole('button', { name: 'Look at version 1' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('uploads an asset, offers it with a form, copies the code, and sees who filled it in', async () => {
    await page.goto(`${stage.url}/assets`);
    await page.getByRole('button', { name: 'Upload a file' }).click();
    const file = { name: 'beans.txt', mimeType: 'text/plain', buffer: Buffer.from('How to store beans.\n') };
    await page.locator('input[type=file]').setInputFiles(file);
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Storing beans');
    await dialog().getByRole('button', { name: 'Upload', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Storing beans' }).waitFor();

    await page.goto(`${stage.url}/forms`);
    await page.getByRole('button', { name: 'New form' }).click();
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Beans for you');
    await dialog().getByRole('button', { name: 'Create draft' }).click();
    const preview = page.frameLocator('iframe[title="Preview of the form"]');
    await preview.getByRole('heading', { name: 'Beans for you' }).waitFor();
    await page.getByRole('button', { name: 'After sending' }).click();
    await page.getByRole('combobox', { name: 'Asset to hand out' }).click();
    await page.getByRole('option', { name: 'Storing beans' }).click();
    await page.getByRole('button', { name: 'Texts' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('Fresh for longer');
    await saved();
    await preview.getByRole('heading', { name: 'Fresh for longer' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await shot(page, 'form-builder');
    await page.getByRole('button', { name: 'Publish' }).click();
    await dialog().getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Visitors see this form.').waitFor();

    await page.getByRole('tab', { name: 'On your site' }).click();
    await page.getByRole('button', { name: 'Copy: HTML to paste' }).click();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toContain('<form');
    await page.getByRole('button', { name: 'Copy: A page of its own' }).click();
    const address = await page.evaluate<string>('navigator.clipboard.readText()');

    const visitor = await (await stage.browser.newContext()).newPage();
    visitor.setDefaultTimeout(60_000);
    await visitor.goto(address);
    await visitor.getByLabel('Email address').fill('lead@visitors.example');
    await visitor.getByRole('button', { name: 'Send' }).click();
    await visitor.getByRole('status').filter({ hasText: 'check your inbox' }).waitFor();
    await visitor.context().close();

    await page.getByRole('tab', { name: 'Submissions' }).click();
    await page.getByRole('button', { name: 'lead@visitors.example' }).click();
    await dialog().getByRole('row', { name: 'Email address lead@visitors.example' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('cell', { name: 'Waits for confirmation' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await shot(page, 'form-submissions');
    await page.getByRole('heading', { name: 'Day by day' }).waitFor();

    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByRole('button', { name: 'Take as draft: version 1' }).click();
    await dialog().getByRole('button', { name: 'Take as draft' }).click();
    await saved();
    expect(complaints).toEqual([]);
  });

  it('keeps the draft of a campaign by itself, and asks when a colleague saved it meanwhile', async () => {
    const id = stage.ids['campaignId']?.[0] ?? '';
    const campaign = async () => (await stage.home.http.get(`/api/v1/campaigns/${id}`).expect(200)).body;
    await page.goto(`${stage.url}/campaigns/${id}`);
    const subject = page.getByRole('textbox', { name: 'Subject' });
    await subject.fill('Beans, and how to keep them');
    await page.getByText(/^Saved /).waitFor();
    await page.getByRole('combobox', { name: 'Who has had enough mail' }).click();
    await page.getByRole('option', { name: 'gets it later' }).click();
    await until('the draft is saved', async () => (await campaign()).onCap === 'defer' || null);
    expect(await campaign()).toMatchObject({ subject: 'Beans, and how to keep them', onCap: 'defer' });

    await stage.home.http.patch(`/api/v1/campaigns/${id}`).send({ subject: 'Theirs' }).expect(200);
    await subject.fill('Mine');
    await page.getByRole('alert').getByText('A colleague changed this meanwhile').waitFor();
    expect((await campaign()).subject).toBe('Theirs');
    expect(await barriers(page)).toEqual([]);
    await shot(page, 'campaign-conflict');
    await page.getByRole('button', { name: 'Keep mine, replace theirs' }).click();
    await until('mine is saved', async () => (await campaign()).subject === 'Mine' || null);
    expect(complaints.filter((complaint) => !complaint.includes('409'))).toEqual([]);
    complaints.length = 0;
  });
});
