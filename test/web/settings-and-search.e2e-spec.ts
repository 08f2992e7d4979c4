import type { Page } from 'playwright-core';
import { startAppStage, type AppStage } from './app-stage';
import { barriers, describeInChromium, shot } from './chromium';

const DESKTOP = { width: 1280, height: 900 };
/** A busy machine may be slow; what does not come at all, fails all the same. */
const PATIENCE_MS = 120_000;

describeInChromium('settings, and the way to everything', () => {
  let stage: AppStage;
  let page: Page;

  beforeAll(async () => {
    stage = await startAppStage({
      furnish: async (_product, home) => {
        await home.http
          .post('/api/v1/contacts')
          .send({ email: 'bo@list.example', firstName: 'Bo', lastName: 'Berg' })
          .expect(201);
        return {};
      },
    });
    page = await stage.signedIn({ viewport: DESKTOP });
    page.setDefaultTimeout(PATIENCE_MS);
  });

  afterAll(() => stage?.close());

  const heading = (name: string) => page.getByRole('heading', { level: 1, name });
  const open = async (area: string, title: string) => {
    await page.goto(`${stage.url}/settings/${area}`);
    await heading(title).waitFor();
  };
  const saved = () => page.getByText('Saved', { exact: true }).waitFor();
  const brand = async () => (await stage.home.http.get('/api/v1/brand').expect(200)).body;
  const workspace = async () => (await stage.home.http.get('/api/v1/workspace').expect(200)).body;

  it('begins with the brand: shows a message in it before it is saved, and keeps what is refused beside its field', async () => {
    await page.goto(stage.url);
    await page.getByRole('link', { name: 'Set up: Set up your brand and postal address' }).click();
    await heading('Brand').waitFor();
    const message = page.frameLocator('iframe');
    await message.getByText('A message in your brand').first().waitFor();
    await page.getByLabel('Name in messages').fill('Salt & Stone');
    await page.getByLabel('Postal address').fill('Harbour Street 7, Porto');
    await message.getByText('Harbour Street 7, Porto').waitFor();
    await message.getByRole('link', { name: 'Salt & Stone' }).waitFor();
    expect((await brand()).companyName).toBe('Maré Alta');

    await page.getByLabel('Buttons and links').fill('#ffee00');
    await page.getByText(/^Text on buttons on “Buttons and links”: contrast 1.2/).waitFor();
    await page.getByLabel('Address of the logo').fill('https://example.com/a b.png');
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByText(/^logoUrl must be a web address/)
      .first()
      .waitFor();
    await page.getByLabel('Address of the logo').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await saved();
    expect(await brand()).toMatchObject({
      companyName: 'Salt & Stone',
      primaryColor: '#ffee00',
      logoUrl: '',
    });
    expect((await workspace()).postalAddress).toBe('Harbour Street 7, Porto');
    await page.goto(stage.url);
    await page.getByText('Set up your brand and postal address (done)').waitFor();
  });

  it('explains what is recorded about reading, and sets when mail waits', async () => {
    await open('privacy', 'Privacy');
    await page.getByRole('radio', { name: 'Totals only' }).click();
    await page.getByLabel('Forget after days').fill('14');
    await page.getByRole('button', { name: 'Save' }).click();
    await saved();
    expect(await workspace()).toMatchObject({ trackingMode: 'aggregate', unconfirmedDays: 14 });

    await open('rules', 'Sending rules');
    await page.getByRole('switch', { name: 'Keep quiet hours' }).check({ force: true });
    await page.getByLabel('From').fill('22:30');
    await page.getByRole('switch', { name: 'Limit it' }).check({ force: true });
    await page.getByRole('textbox', { name: 'Messages', exact: true }).fill('2');
    await page.getByRole('button', { name: 'Save' }).click();
    await saved();
    expect(await workspace()).toMatchObject({
      quietHours: { from: '22:30', to: '08:00' },
      frequencyCap: { emails: 2, days: 7 },
    });
  });

  it('takes a pasted list of suppressed addresses, finds them, and warns before a person is mailed again', async () => {
    await open('suppressions', 'Suppressed addresses');
    await page.getByRole('button', { name: 'Add addresses' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Addresses').fill('ana@list.example, bo@list.example\nnonsense');
    await dialog.getByRole('combobox', { name: 'Reason' }).click();
    await page.getByRole('option', { name: 'Unsubscribed' }).click();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByText('2 addresses added.').waitFor();
    await dialog.getByText('1 is no address:').waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).last().click();

    await page.getByRole('textbox', { name: 'Search addresses' }).fill('ana@');
    await page.waitForURL('**/settings/suppressions?q=ana*');
    await page.getByText('bo@list.example').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Remove ana@list.example' }).click();
    const warning = page.getByRole('dialog', { name: 'Mail ana@list.example again?' });
    await warning.getByText('This person does not want your mail.').waitFor();
    await warning.getByLabel('Why?').fill('Asked on the phone');
    await warning.getByRole('button', { name: 'Remove' }).click();
    await warning.getByText('Without that it must stay.').waitFor();
    await warning.getByLabel('The person asked for it, and I can show that.').check();
    await shot(page, 'settings-suppression-lift');
    await warning.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('heading', { name: 'No such address' }).waitFor();
  });

  it('says who did what, and narrows it down', async () => {
    await open('audit', 'Audit log');
    await page.getByRole('combobox', { name: 'What' }).fill('Suppressed address rem');
    await page.getByRole('option', { name: 'Suppressed address removed' }).click();
    await page.waitForURL('**/settings/audit?action=suppression.removed');
    await page.getByRole('button', { name: 'Addresses suppressed' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Suppressed address removed' }).click();
    await page.getByText('Asked on the phone').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('Until day').fill('2020-01-01');
    await page.getByRole('heading', { name: 'Nothing in this period' }).waitFor();
  });

  it('changes the own name, and signs out what one does not know', async () => {
    const elsewhere = await stage.signedIn();
    elsewhere.setDefaultTimeout(PATIENCE_MS);
    await open('account', 'Your account');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada Byron');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Account of Ada Byron' }).waitFor();
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await page.getByRole('button', { name: 'Sign out everywhere else' }).waitFor({ state: 'detached' });
    await elsewhere.goto(stage.url);
    await elsewhere.waitForURL('**/app/sign-in**');
    await elsewhere.context().close();
  });

  it('goes anywhere from the keyboard, finds people by name, and creates', async () => {
    await open('people', 'People and roles');
    await page.getByRole('button', { name: 'Search' }).waitFor();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Where to, or what?' });
    await field.fill('suppr');
    await page.getByRole('option', { name: /^Suppressed addresses/ }).waitFor();
    await page.keyboard.press('Enter');
    await heading('Suppressed addresses').waitFor();

    await page.keyboard.press('Control+k');
    await field.fill('bo berg');
    await page.getByRole('option', { name: /^Bo Berg/ }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await shot(page, 'palette');
    await page.keyboard.press('Enter');
    await heading('Bo Berg').waitFor();

    await page.keyboard.press('Control+k');
    await field.fill('new campaign');
    await page.getByRole('option', { name: 'New campaign' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('Name').fill('From the keyboard');
    await page.keyboard.press('Enter');
    await heading('From the keyboard').waitFor();
  });

  it('speaks German throughout, on a phone with a list of all areas', async () => {
    const phone = await stage.signedIn({ viewport: { width: 390, height: 844 }, locale: 'de-DE' });
    phone.setDefaultTimeout(PATIENCE_MS);
    await phone.goto(`${stage.url}/settings/topics`);
    await phone.getByRole('heading', { level: 1, name: 'Themen' }).waitFor();
    await phone.getByRole('combobox', { name: 'Einstellungen' }).click();
    await phone.getByRole('option', { name: 'Personen und Rollen' }).click();
    await phone.getByRole('heading', { level: 1, name: 'Personen und Rollen' }).waitFor();
    await phone.getByRole('heading', { name: 'Was jede Rolle darf' }).waitFor();
    await phone.context().close();
  });

  it('keeps from those who only look what they may not do', async () => {
    const viewer = await stage.signedIn({ role: 'viewer', viewport: DESKTOP });
    viewer.setDefaultTimeout(PATIENCE_MS);
    await viewer.goto(`${stage.url}/settings/privacy`);
    const areas = viewer.getByRole('navigation', { name: 'Settings' });
    await areas.getByRole('link', { name: 'Privacy' }).waitFor();
    expect(await areas.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
    expect(await viewer.getByRole('radio', { name: 'Nothing' }).isDisabled()).toBe(true);
    expect(await viewer.getByRole('button', { name: 'Save' }).count()).toBe(0);
    await viewer.goto(`${stage.url}/settings/audit`);
    await viewer.getByRole('heading', { name: 'Not for your role' }).waitFor();
    await viewer.context().close();
  });
});
