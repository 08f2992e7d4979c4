import type { Page } from 'playwright-core';
import { barriers, describeInChromium, shot } from './chromium';
import { startFormStage, type FormStage } from './form-stage';

// The hosted page: with the script of forms, and as good without it.
describeInChromium('the page of a form', () => {
  let stage: FormStage;

  beforeAll(async () => {
    stage = await startFormStage();
  });

  afterAll(() => stage?.close());

  const fillIn = async (page: Page, email: string) => {
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('First name').fill('Ana');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Get the guide' }).click();
  };
  const answered = (page: Page) =>
    page.getByRole('status').filter({ hasText: 'Please check your inbox' }).waitFor();
  const stored = {
    status: 'pending',
    channel: 'page',
    answers: { first_name: 'Ana' },
    source: { utm: { source: 'fair' } },
  };

  it('is answered in place, and counts who saw it and who began', async () => {
    const form = await stage.aForm();
    const { page, complaints, hosts } = await stage.visit();
    await page.goto(`${form.url}?utm_source=fair`);
    await fillIn(page, 'script@visitors.example');
    await answered(page);
    expect(page.url()).toBe(`${form.url}?utm_source=fair`);
    expect(await stage.submissionsOf(form.id)).toMatchObject([stored]);
    expect([complaints, hosts()]).toEqual([[], ['tidings.localhost']]);
    await stage.counted(form.id, 1, 1);
  });

  it('takes a submission without JavaScript, after one button more for who was very fast', async () => {
    const form = await stage.aForm();
    const { page, complaints } = await stage.visit({ javaScriptEnabled: false });
    await page.goto(`${form.url}?utm_source=fair`);
    await fillIn(page, 'plain@visitors.example');
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    await page.getByRole('button', { name: 'Send the form' }).click();
    await answered(page);
    expect(await stage.submissionsOf(form.id)).toMatchObject([stored]);
    expect(complaints).toEqual([]);
    await stage.counted(form.id, 1, 0);
  });

  it('asks step by step as a chat; without JavaScript all at once', async () => {
    const form = await stage.aForm({ layout: { kind: 'chat' } });
    const { page, complaints } = await stage.visit();
    await page.goto(form.url);
    await page.getByRole('button', { name: 'Next' }).waitFor();
    expect(await page.getByLabel('First name').isVisible()).toBe(false);
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('Email address').fill('chat@visitors.example');
    await page.keyboard.press('Enter');
    await page.getByLabel('First name').fill('Ana');
    await shot(page, 'page-chat');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Get the guide' }).click();
    await answered(page);
    expect(complaints).toEqual([]);
    const plain = await stage.visit({ javaScriptEnabled: false });
    await plain.page.goto(form.url);
    await fillIn(plain.page, 'plain-chat@visitors.example');
    await plain.page.getByRole('heading', { name: 'One more step' }).waitFor();
  });

  it('ties each error to its field, names them all first, and keeps what was typed', async () => {
    const form = await stage.aForm();
    const { page } = await stage.visit({ javaScriptEnabled: false });
    await page.goto(form.url);
    const email = page.getByLabel('Email address');
    await email.fill('ana@nowhere');
    await page.getByLabel('First name').fill('Ana "the great" <b>');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Get the guide' }).click();
    const summary = page.getByRole('alert');
    await summary.waitFor();
    expect(await summary.innerText()).toContain('Email address: Please enter an email address');
    expect(await email.getAttribute('aria-invalid')).toBe('true');
    const described = (await email.getAttribute('aria-describedby')) ?? '';
    expect(await page.locator(`[id="${described}"]`).innerText()).toContain('Please enter an email address');
    expect(await page.getByLabel('First name').inputValue()).toBe('Ana "the great" <b>');
    expect(await email.inputValue()).toBe('ana@nowhere');
    expect(await page.getByRole('checkbox').isChecked()).toBe(true);
    // The first wrong field has the focus, without any script.
    expect(await email.evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true);
    expect(await stage.submissionsOf(form.id)).toEqual([]);
  });

  it.each([
    ['light', 1000],
    ['dark', 1000],
    ['light', 390],
    ['dark', 390],
  ] as const)(
    'has no barriers in %s at a width of %s, keeps nothing, and does not jump',
    async (colorScheme, width) => {
      const form = await stage.aForm({ fields: everyKind });
      const visit = await stage.visit({ colorScheme, viewport: { width, height: 844 } });
      const { page } = visit;
      await page.goto(form.url);
      await shot(page, `page-${colorScheme}-${width}`);
      expect(await barriers(page)).toEqual([]);
      await page.getByLabel('Email address').fill('ana@nowhere');
      await page.getByRole('checkbox', { name: 'Yes, send me' }).check();
      await page.getByRole('button', { name: 'Get the guide' }).click();
      await page.locator('small.error').waitFor();
      await shot(page, `page-errors-${colorScheme}-${width}`);
      expect(await barriers(page)).toEqual([]);
      const tooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
      expect(await page.evaluate(tooWide)).toBe(false);
      expect([await visit.kept(), await visit.shift(), visit.complaints]).toEqual([[], 0, []]);
    },
  );

  it('can be used with the keyboard alone, and nobody comes across the trap', async () => {
    const form = await stage.aForm();
    const { page } = await stage.visit();
    await page.goto(form.url);
    const reached: string[] = [];
    for (let press = 0; press < 5; press += 1) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate<string>('document.activeElement.name || document.activeElement.type'));
    }
    expect(reached).toEqual(['email', 'first_name', 'city', 'consent', 'submit']);
  });

  it('speaks the visitor’s language, as the form has it', async () => {
    const form = await stage.aForm({ languages: ['en', 'pt'], ...inTwoLanguages(stage.topicId) });
    const { page } = await stage.visit({ locale: 'pt-PT' });
    await page.goto(form.url);
    expect(await page.evaluate('document.documentElement.lang')).toBe('pt');
    await page.getByRole('heading', { name: 'O guia' }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});

const everyKind = [
  { name: 'email', to: 'email', label: 'Email address' },
  { name: 'first_name', to: 'firstName', label: 'First name' },
  { name: 'role', type: 'choice', choices: ['Barista', 'Owner'], label: 'What you do' },
  { name: 'likes', type: 'multi-choice', choices: ['Filter', 'Espresso'], label: 'What you like' },
  { name: 'cups', type: 'number', min: 0, max: 20, label: 'Cups a day', help: 'An honest number' },
  { name: 'since', type: 'date', label: 'Since when' },
  { name: 'story', type: 'text', isLong: true, label: 'Your story' },
  { name: 'grinder', type: 'boolean', label: 'I have a grinder' },
];

const inTwoLanguages = (topicId: string) => ({
  texts: { title: { en: 'The guide', pt: 'O guia' } },
  fields: [{ name: 'email', to: 'email', label: { en: 'Email', pt: 'Correio' } }],
  consents: [{ topicId, text: { en: 'Yes, send me the letter.', pt: 'Sim, enviem-me a carta.' } }],
});
