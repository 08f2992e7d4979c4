import type { Page } from 'playwright-core';
import { barriers, describeInChromium, shot } from './chromium';
import { CONSENT, PLAIN_SHOP, SHOP, startFormStage, STRICT, type FormStage } from './form-stage';

const HOSTS = ['shop.localhost', 'tidings.localhost'];
const STYLE = 'body { font: 17px/1.5 Georgia, serif; } form p { margin: 8px 0; }';

// Forms on somebody else's site: pasted as HTML, or put in by the script.
describeInChromium('a form on another site', () => {
  let stage: FormStage;
  let person = 0;

  beforeAll(async () => {
    stage = await startFormStage();
  });

  afterAll(() => stage?.close());

  const address = () => `visitor-${(person += 1)}@visitors.example`;

  /** A page of the shop with a form: `html` is pasted, `mount` put in by the script. */
  const aShopPage = async (
    kind: 'html' | 'mount',
    options: { policy?: string; definition?: object; withoutScript?: boolean } = {},
  ) => {
    const form = await stage.aForm(options.definition);
    const embed = await stage.embedOf(form.id);
    const body = `${embed[kind]}${options.withoutScript === true ? '' : embed.script}`;
    const { policy } = options;
    const url = stage.hostPage(`/${form.slug}`, { body, style: STYLE, ...(policy ? { policy } : {}) });
    return { ...form, url };
  };

  const fillIn = async (page: Page, email: string) => {
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('First name').fill('Ana');
    await page.getByRole('checkbox', { name: CONSENT }).check();
  };
  const uncounted = async (id: string): Promise<number> =>
    (await stage.home.http.get(`/api/v1/forms/${id}/funnel`).expect(200)).body.uncounted;
  const send = (page: Page) => page.getByRole('button', { name: 'Get the guide' }).click();
  const hasFocus = (page: Page, selector: string) =>
    page.locator(selector).evaluate((one) => {
      const root = one.getRootNode() as unknown as { activeElement: unknown };
      return root.activeElement === one;
    });

  describe.each([
    ['pasted', 'html', undefined],
    ['pasted, under a strict policy', 'html', STRICT],
    ['mounted', 'mount', undefined],
    ['mounted, under a strict policy', 'mount', STRICT],
  ] as const)('%s', (name, kind, policy) => {
    it('is answered in place: announced, focused, stored, with nothing kept and nobody else asked', async () => {
      const form = await aShopPage(kind, policy === undefined ? {} : { policy });
      const visit = await stage.visit();
      const { page } = visit;
      await page.goto(`${form.url}?utm_source=fair&utm_campaign=spring`);
      await page.getByLabel('Email address').waitFor();
      await shot(page, `embed-${name.replaceAll(/\W+/g, '-')}`);
      expect(await visit.shift()).toBeLessThan(0.01);
      expect(await barriers(page)).toEqual([]);
      await fillIn(page, address());
      await send(page);
      const status = page.getByRole('status').filter({ hasText: 'Please check your inbox' });
      await status.waitFor();
      expect(await hasFocus(page, '[role=status]')).toBe(true);
      expect(await barriers(page)).toEqual([]);
      await shot(page, `embed-${name.replaceAll(/\W+/g, '-')}-done`);
      expect(page.url()).toContain(SHOP);
      expect(await stage.submissionsOf(form.id)).toMatchObject([
        {
          status: 'pending',
          channel: 'embed',
          answers: { first_name: 'Ana' },
          source: { utm: { source: 'fair', campaign: 'spring' }, page: form.url },
        },
      ]);
      expect([visit.complaints, visit.hosts(), await visit.kept()]).toEqual([[], HOSTS, []]);
      await stage.counted(form.id, 1, 1);
      expect(await uncounted(form.id)).toBe(0);
    });

    it('ties errors to their fields and moves the focus there; the second try goes through', async () => {
      const form = await aShopPage(kind, policy === undefined ? {} : { policy });
      const { page, complaints } = await stage.visit();
      await page.goto(form.url);
      await fillIn(page, 'ana@nowhere');
      await send(page);
      const email = page.getByLabel('Email address');
      await page.locator('small.error').waitFor();
      expect(await email.getAttribute('aria-invalid')).toBe('true');
      const described = (await email.getAttribute('aria-describedby')) ?? '';
      expect(await page.locator(`[id="${described}"]`).innerText()).toContain(
        'Please enter an email address',
      );
      expect(await hasFocus(page, 'input[type=email]')).toBe(true);
      expect(await barriers(page)).toEqual([]);
      await shot(page, `embed-${name.replaceAll(/\W+/g, '-')}-error`);
      await email.fill(address());
      await send(page);
      await page.getByRole('status').filter({ hasText: 'Please check your inbox' }).waitFor();
      expect([await stage.submissionsOf(form.id), complaints]).toMatchObject([[{ status: 'pending' }], []]);
    });
  });

  it.each([undefined, STRICT])(
    'works pasted without JavaScript, by a page of ours (policy %s)',
    async (policy) => {
      const form = await aShopPage('html', policy === undefined ? {} : { policy });
      const { page } = await stage.visit({ javaScriptEnabled: false });
      await page.goto(form.url);
      // The trap is out of sight, without an inline style that the policy would stop.
      expect(await page.locator('input[name=homepage]').isVisible()).toBe(false);
      await fillIn(page, address());
      await send(page);
      await page.getByRole('button', { name: 'Send the form' }).click();
      await page.getByRole('status').filter({ hasText: 'Please check your inbox' }).waitFor();
      expect(await stage.submissionsOf(form.id)).toMatchObject([{ status: 'pending', channel: 'embed' }]);
      // Who saw it is unknown, and the numbers say so.
      expect(await uncounted(form.id)).toBe(1);
    },
  );

  it('is a link to its page where it was to be mounted and there is no JavaScript', async () => {
    const form = await aShopPage('mount');
    const { page } = await stage.visit({ javaScriptEnabled: false });
    await page.goto(form.url);
    await page.getByRole('link', { name: 'Spring guide' }).click();
    await page.getByRole('heading', { name: 'The spring guide' }).waitFor();
  });

  it('is sent as browsers send forms when the script cannot reach us', async () => {
    const form = await aShopPage('html', {
      policy: `default-src 'none'; script-src http://tidings.localhost; form-action http://tidings.localhost`,
    });
    const { page } = await stage.visit();
    await page.goto(form.url);
    await fillIn(page, address());
    await send(page);
    await page.getByRole('button', { name: 'Send the form' }).click();
    await page.getByRole('status').filter({ hasText: 'Please check your inbox' }).waitFor();
    expect(await stage.submissionsOf(form.id)).toMatchObject([{ status: 'pending' }]);
  });

  it('works where the site has no TLS, and the browser no digest', async () => {
    const form = await aShopPage('html');
    const { page, complaints } = await stage.visit();
    await page.goto(form.url.replace(SHOP, PLAIN_SHOP));
    await fillIn(page, address());
    await send(page);
    // Without the work of the script: one button more where it also went fast.
    const next = page.getByRole('button', { name: 'Send the form' });
    await next.or(page.getByRole('status').filter({ hasText: 'inbox' })).waitFor();
    if (await next.isVisible()) await next.click();
    await page.getByRole('status').filter({ hasText: 'Please check your inbox' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('can stand twice on one page, with ids and answers of its own', async () => {
    const form = await stage.aForm();
    const { html, script } = await stage.embedOf(form.id);
    const url = stage.hostPage('/twice', { body: `${html}<hr>${html}${script}`, style: STYLE });
    const { page, complaints } = await stage.visit();
    await page.goto(url);
    const second = page.locator('form').nth(1);
    await second.getByLabel('Email address').fill(address());
    await second.getByRole('checkbox').check();
    await second.getByRole('button').click();
    await second.getByRole('status').filter({ hasText: 'Please check your inbox' }).waitFor();
    const ids = await page.evaluate<string[]>('[...document.querySelectorAll("[id]")].map((one) => one.id)');
    expect(ids).toEqual([...new Set(ids)]);
    expect(await page.locator('form').first().getByLabel('Email address').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  it.each([
    ['mount', 1],
    ['html', 0],
  ] as const)('%s: says what it is for where the page does not', async (kind, headings) => {
    const form = await aShopPage(kind);
    const { page } = await stage.visit();
    await page.goto(form.url);
    await page.getByLabel('Email address').waitFor();
    expect(await page.getByRole('heading', { name: 'The spring guide' }).count()).toBe(headings);
    expect(await page.getByText('Forty pages about brewing at home.').count()).toBe(headings);
  });

  it('is pasted as a chat too: the script asks step by step', async () => {
    const form = await aShopPage('html', { definition: { layout: { kind: 'chat' } } });
    const { page } = await stage.visit();
    await page.goto(form.url);
    await page.getByRole('button', { name: 'Next' }).waitFor();
    expect(await page.getByLabel('First name').isVisible()).toBe(false);
  });

  it('asks about a slip in the address, and takes it the second time', async () => {
    const form = await aShopPage('html');
    const { page } = await stage.visit();
    await page.goto(form.url);
    await fillIn(page, 'visitor@gmial.com');
    await send(page);
    await page.locator('small.error').filter({ hasText: 'Did you mean visitor@gmail.com?' }).waitFor();
    await send(page);
    await page.getByRole('status').filter({ hasText: 'Please check your inbox' }).waitFor();
    expect(await stage.submissionsOf(form.id)).toMatchObject([{ email: 'visitor@gmial.com' }]);
  });

  it('may have a field called like something that forms have in the browser', async () => {
    const fields = [
      { name: 'email', to: 'email', label: 'Email address' },
      { name: 'action', type: 'text', label: 'First name' },
    ];
    const form = await aShopPage('html', { definition: { fields } });
    const { page } = await stage.visit();
    await page.goto(form.url);
    await fillIn(page, address());
    await send(page);
    await page.getByRole('status').filter({ hasText: 'Please check your inbox' }).waitFor();
    expect(page.url()).toBe(form.url);
  });

  it.each(['light', 'dark'] as const)('has no barriers mounted in %s on a phone', async (colorScheme) => {
    const form = await aShopPage('mount');
    const { page } = await stage.visit({ colorScheme, viewport: { width: 390, height: 844 } });
    await page.goto(form.url);
    await page.getByLabel('Email address').waitFor();
    expect(await barriers(page)).toEqual([]);
    await shot(page, `embed-phone-${colorScheme}`);
  });

  it('asks step by step as a chat, and sends at the end', async () => {
    const form = await aShopPage('mount', { definition: { layout: { kind: 'chat' } } });
    const { page, complaints } = await stage.visit();
    await page.goto(form.url);
    await page.getByLabel('Email address').fill(address());
    expect(await page.getByLabel('First name').isVisible()).toBe(false);
    await page.keyboard.press('Enter');
    await page.getByLabel('First name').fill('Ana');
    await shot(page, 'embed-chat');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('checkbox').check();
    await send(page);
    await page.getByRole('status').filter({ hasText: 'Please check your inbox' }).waitFor();
    expect([await stage.submissionsOf(form.id), complaints]).toMatchObject([[{ status: 'pending' }], []]);
  });

  it('opens as a pop-up when its time has come, and closes with Escape', async () => {
    const layout = { kind: 'pop-up', delaySeconds: 1, frequency: 'every-page' };
    const form = await aShopPage('mount', { definition: { layout } });
    const visit = await stage.visit();
    const { page } = visit;
    await page.goto(form.url);
    const dialog = page.getByRole('dialog', { name: 'The spring guide' });
    await dialog.waitFor();
    await dialog.getByRole('heading', { name: 'The spring guide' }).waitFor();
    await shot(page, 'embed-pop-up');
    expect(await barriers(page)).toEqual([]);
    expect(await visit.shift()).toBeLessThan(0.01);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(visit.complaints).toEqual([]);
  });
});
