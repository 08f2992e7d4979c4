import type { Page } from 'playwright-core';
import { startAppStage, type AppStage } from './app-stage';
import { barriers, describeInChromium, shot } from './chromium';

// A browser on a busy machine takes its time.
describeInChromium('segments and contacts in the app', () => {
  let stage: AppStage;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    stage = await startAppStage();
    page = await stage.signedIn({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  });

  afterAll(() => stage?.close());

  const group = (name: string) => page.getByRole('group', { name, exact: true });
  /** The live count says so many. */
  const counted = (count: number) =>
    page
      .locator('div')
      .filter({ hasText: new RegExp(`^${count}contacts? match(es)?$`) })
      .first()
      .waitFor();

  it('builds a nested segment by mouse and keyboard, counts it, says who matches and why, and opens it again as it was', async () => {
    await page.goto(`${stage.url}/segments`);
    await page.getByRole('link', { name: 'New segment' }).click();
    await page.getByText('No rules yet: this is everyone.').waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('Portugal, but not Explorers');

    // By mouse.
    await page.getByRole('button', { name: 'Add a rule' }).click();
    // The list of what a rule may be about has opened.
    await page.getByRole('option', { name: 'City', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Create segment' }).click();
    await page.getByText('One rule is not complete.').waitFor();
    await group('Rule 1').getByRole('combobox', { name: 'Value' }).click();
    await page.getByRole('option', { name: 'Portugal', exact: true }).click();
    await counted(2);
    await page.getByText('2', { exact: true }).first().waitFor();

    // By keyboard alone: a group, its rule, the operator, the value, how it is joined.
    await page.getByRole('button', { name: 'Add a group' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('[aria-label="Group 2"] input[aria-label="What the rule is about"]:focus').waitFor();
    await page.keyboard.type('Plan');
    await page.getByRole('option', { name: 'Plan', exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const plan = group('Group 2').getByRole('combobox', { name: 'Value' });
    await plan.focus();
    await page.keyboard.press('ArrowDown');
    const explorer = page.getByRole('option', { name: 'Explorer' });
    await explorer.waitFor();
    // Whether opening the list has marked its first option already is the kit's affair.
    for (let presses = 0; presses < 3; presses += 1) {
      if ((await explorer.getAttribute('data-combobox-selected')) !== null) break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await counted(0);
    await group('Group 2').getByLabel('How the rules are joined').selectOption('None of these holds');
    await counted(2);
    expect(await barriers(page)).toEqual([]);

    // Out of its group, which is empty then and goes; and back.
    await page.getByRole('button', { name: 'Actions for Rule 1' }).last().focus();
    await page.keyboard.press('Alt+Shift+ArrowUp');
    await group('Rule 2').waitFor();
    await counted(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await group('Group 2').waitFor();
    await counted(2);

    await page.getByRole('combobox', { name: 'Contact' }).fill('Zoë');
    await page.getByRole('option', { name: /^Zoë/ }).click();
    await page.getByText('Does not match', { exact: true }).waitFor();
    await group('Rule 1').first().getByRole('img', { name: 'Does not hold' }).waitFor();
    await shot(page, 'segment-builder');

    await page.getByRole('button', { name: 'Create segment' }).click();
    await page.getByRole('heading', { level: 1, name: 'Portugal, but not Explorers' }).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1);
    const saved = await stage.home.http.get(`/api/v1/segments/${id}`).expect(200);
    expect(saved.body.tree).toEqual({
      v: 1,
      match: 'all',
      rules: [
        { field: 'country', op: 'is', value: 'PT' },
        { match: 'any', not: true, rules: [{ field: 'attributes.plan', op: 'is', value: 'Explorer' }] },
      ],
    });
    await page.reload();
    await group('Group 2').getByRole('combobox', { name: 'Value' }).waitFor();
    expect(await group('Group 2').getByRole('combobox', { name: 'Value' }).inputValue()).toBe('Explorer');
    await page.getByText('All changes are saved.').waitFor();
    for (const tab of ['Members', 'Size over time', 'Compare', 'Used in']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.waitForLoadState('networkidle');
      expect(await barriers(page)).toEqual([]);
    }
  });

  it('imports a file after putting a column right, and shows, notes and erases a person of it', async () => {
    await page.goto(`${stage.url}/contacts/import`);
    await page.locator('input[type=file]').setInputFiles({
      name: 'fair.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('email;Rufname\nmila@example.com;Mila\nnot an address;Nobody\n'),
    });
    await page.getByRole('combobox', { name: 'Subscribe them to' }).click();
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByRole('textbox', { name: 'Why may they be mailed?' }).fill('Signed up at the fair.');
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByText('Checked, nothing imported').waitFor();
    await page.getByText('1 row could not be used.').waitFor();
    await page.getByRole('combobox', { name: 'Where Rufname goes' }).click();
    await page.getByRole('option', { name: 'First name' }).click();
    await page.getByRole('button', { name: 'Check again with these columns' }).click();
    await page.getByRole('button', { name: 'Check again with these columns' }).waitFor({ state: 'detached' });
    await page.getByText('Checked, nothing imported').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Import now' }).click();
    await page.getByRole('link', { name: 'To the contacts' }).click();

    await page.getByRole('textbox', { name: 'Search contacts' }).fill('mila@');
    await page.waitForURL('**/contacts?q=mila**');
    await page.getByRole('link', { name: 'Mila', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Mila' }).waitFor();
    await page.getByText(/^May be mailed about /).waitFor();
    await page.getByText('“Signed up at the fair.”').first().waitFor();
    await page.getByRole('textbox', { name: 'New note' }).fill('Wants to know about beans.');
    await page.getByRole('button', { name: 'Add the note' }).click();
    await page.getByText('Wants to know about beans.').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await shot(page, 'contact');

    await page.getByRole('button', { name: 'Erase', exact: true }).click();
    await page.getByRole('button', { name: 'Erase for good' }).click();
    await page.waitForURL('**/app/contacts');
    await page.goto(`${stage.url}/contacts?q=mila%40example.com`);
    await page.getByText('Nobody matches').waitFor();
    expect(complaints).toEqual([]);
  });
});
