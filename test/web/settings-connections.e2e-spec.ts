import type { Page } from 'playwright-core';
import { SendingGate } from '@features/sending-limits';
import { startHookReceiver, type HookReceiver } from '../../libs/testing/hook-receiver';
import { aMailServer } from '../../libs/testing/factories/sending-process';
import { startSmtpServer, type TestSmtpServer } from '../../libs/testing/smtp/smtp-server';
import { until } from '../support/until';
import { startAppStage, type AppStage } from './app-stage';
import { barriers, describeInChromium, shot } from './chromium';

// What others may answer, and what they may not become: markup.
const HOSTILE = '<img src=x onerror="window.hacked = true">';

describeInChromium('mail servers, limits, webhooks and chats in the settings', () => {
  let stage: AppStage;
  let page: Page;
  let receiver: HookReceiver;
  let relay: TestSmtpServer;
  const complaints: string[] = [];

  beforeAll(async () => {
    receiver = await startHookReceiver();
    relay = await startSmtpServer();
    stage = await startAppStage({ env: { SMTP_PRIVATE_HOSTS: 'yes', WEBHOOK_PRIVATE_HOSTS: 'yes' } });
    page = await stage.signedIn({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(120_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  });

  afterAll(async () => {
    await stage?.close();
    await relay?.stop();
    await receiver?.stop();
  });

  const open = (path: string) => page.goto(`${stage.url}/settings/${path}`);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const dialog = () => page.getByRole('dialog');
  const says = (text: string | RegExp) => page.getByText(text).first().waitFor();
  const isClean = async (name: string) => {
    expect(await barriers(page)).toEqual([]);
    await shot(page, name);
  };

  it('tests a mail server before it is stored, sends through it, tells its trouble and removes it', async () => {
    await open('mail-servers');
    await says('No mail server of your own');
    await page.getByRole('link', { name: 'Add a mail server' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Relay');
    await page.getByRole('textbox', { name: 'Host name' }).fill('127.0.0.1');
    await page.getByRole('textbox', { name: 'Port' }).fill('1');
    await page.getByRole('combobox', { name: 'Encryption' }).selectOption('none');
    await button('Test connection').click();
    await says('The connection does not work');
    await says(/Check the port: 465/);
    await isClean('settings-server-test-failed');
    await page.getByRole('textbox', { name: 'Port' }).fill(String(relay.port));
    await page.getByRole('textbox', { name: 'Send a test mail to' }).fill('grace@example.com');
    await button('Test connection').click();
    await says('The connection works, and the test mail was taken');
    expect(relay.received).toHaveLength(1);
    await page.getByRole('textbox', { name: 'Per hour' }).fill('100');
    await button('Add server').click();
    const card = page.getByRole('region', { name: 'Relay' });
    await card.getByText('Working').waitFor();
    await says('Not needed');

    const { items } = (await stage.home.http.get('/api/v1/smtp-servers').expect(200)).body;
    const { id } = items[0] as { id: string };
    const server = aMailServer({ id, workspaceId: stage.home.workspace.id, label: 'relay.example:25' });
    await stage.product.api.app.get(SendingGate, { strict: false }).report(server, [
      {
        workspaceId: stage.home.workspace.id,
        senderDomain: 'shop.example',
        provider: 'example.com',
        result: { outcome: 'not-sent', reason: `535 5.7.8 No ${HOSTILE}`, noSession: 'sign-in' },
      },
    ]);
    await open('limits');
    await says('The mail server relay.example:25 does not let us sign in');
    await isClean('settings-limits-held');
    await button('Try now: The mail server relay.example:25 does not let us sign in').click();
    await says('Nothing is held back.');

    await open('mail-servers');
    await button('Remove Relay').click();
    await dialog().getByText('It is your last server').waitFor();
    await button('Remove server').click();
    await says('No mail server of your own');
  });

  it('plans a warm-up, shows where it stands, and sets the limits of a mailbox provider', async () => {
    await stage.home.http.post('/api/v1/sending-domains').send({ domain: 'warm.example' }).expect(201);
    await open('limits');
    await button('Plan a warm-up: warm.example').click();
    await dialog().getByRole('radio', { name: 'Volumes of your own' }).check();
    await dialog().getByRole('textbox', { name: 'Messages per day' }).fill('70 140 ever more');
    await button('Save plan').click();
    await says('Give 1 to 90 whole numbers from 1 to 10,000,000.');
    await dialog().getByRole('textbox', { name: 'Messages per day' }).fill('70 140 280');
    await button('Save plan').click();
    await says('Day 1 of 3: at most 70 today');
    await says('0 of 70 in 24 hours');
    await page.getByRole('textbox', { name: 'Find a provider or a domain' }).fill('gmail');
    await button('Change the limits of Gmail').click();
    await dialog().getByRole('textbox', { name: 'Per hour' }).fill('1234');
    await button('Save limits').click();
    await page
      .getByRole('listitem')
      .filter({ hasText: /Gmail.*Yours: .*1,234 per hour/ })
      .waitFor();
    await isClean('settings-limits');
    await button('Change the limits of Gmail').click();
    await button('Back to the default').click();
    await page
      .getByRole('listitem')
      .filter({ hasText: /GmailDefault: / })
      .waitFor();
  });

  it('makes a webhook, tries it out, shows what was answered as text, and makes what failed again', async () => {
    receiver.answer = (_call, response) => response.writeHead(500).end(HOSTILE);
    await open('webhooks');
    const url = 'https://hooks.example.com/in';
    await page.getByRole('region', { name: url }).getByText('Active').waitFor();
    await button('Add a webhook').click();
    const hook = `${receiver.url}/hook`;
    await dialog().getByRole('textbox', { name: 'Address to call' }).fill(hook);
    await button('Add webhook').click();
    await says('Choose at least one event.');
    await dialog().getByRole('checkbox', { name: 'A form was sent' }).check();
    await button('Add webhook').click();
    await button(`Send a test to ${hook}`).click();
    await says('The test did not arrive: answered 500');
    await page.getByRole('link', { name: 'Look at the call' }).click();
    await page.getByRole('heading', { level: 1, name: 'Call: webhook.test' }).waitFor();
    await says(HOSTILE);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    await isClean('settings-webhook-call');

    await open('webhooks');
    await button(`Try again all that failed to ${hook}`).click();
    await button('Try again').click();
    // Unless it is being tried at this very moment, there was one.
    await says(/^Under way: 0 given up before, 1 that waited$|^There was nothing to try again\.$/);
    // As long as it failed, the page offered to try again: so it answers well only now.
    receiver.answer = (_call, response) => response.writeHead(204).end();
    await until('the call arrived', async () => {
      await stage.home.http.post('/api/v1/webhook-calls/replay-failed').send({}).expect(202);
      const { body } = await stage.home.http.get('/api/v1/webhook-calls').query({ status: 'delivered' });
      return body.items.length === 1;
    });
    await page.getByRole('link', { name: `Calls to ${hook}` }).click();
    await page.getByRole('row', { name: /webhook.test.*Delivered.*204/ }).waitFor();
    await isClean('settings-webhook-calls');
    await open('webhooks');
    await button('Make a new secret').click();
    await dialog().getByRole('button', { name: 'Make a new secret' }).click();
    await says('The new secret');
    await button('I have copied it').click();
    await isClean('settings-webhooks');
  });

  it('gives a chat an address that is shown once, and the example works', async () => {
    await open('integrations');
    await button('Add a chat').click();
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Shop chat');
    await dialog()
      .getByRole('radio', { name: /JSON of its own/ })
      .check();
    await button('Make the address').click();
    const address = dialog()
      .getByText(/\/hooks\/in\/chat\//)
      .first();
    const url = (await address.textContent()) ?? '';
    await isClean('settings-chat-address');
    const example = (await dialog().locator('pre').last().textContent()) ?? '';
    const report = JSON.parse(/-d '([^']+)'/.exec(example)?.[1] ?? '') as object;
    await stage.product.api.http.post(new URL(url).pathname).send(report).expect(202);
    await button('I have copied it').click();
    await open('integrations');
    await says(/Last report/);
    expect(await page.content()).not.toContain('/hooks/in/chat/');
    await isClean('settings-chats');
    await button('Revoke Shop chat').click();
    await dialog().getByRole('button', { name: 'Revoke' }).click();
    await says('No chats yet');
    await stage.product.api.http.post(new URL(url).pathname).send(report).expect(404);
  });

  it('shows who may only look why there are no buttons, in German too', async () => {
    const viewer = await stage.signedIn({ role: 'viewer', locale: 'de-DE' });
    viewer.setDefaultTimeout(120_000);
    for (const [path, title] of [
      ['mail-servers', 'Mailserver'],
      ['limits', 'Was gerade zurückgehalten wird'],
      ['webhooks', 'Signatur prüfen'],
      ['integrations', 'Noch keine Chats'],
    ] as const) {
      await viewer.goto(`${stage.url}/settings/${path}`);
      await viewer.getByRole('heading', { name: title }).first().waitFor();
      await viewer
        .getByText(/Inhaber.* Verwaltung/)
        .first()
        .waitFor();
      expect(await viewer.getByRole('button', { name: /hinzufügen|anbinden|Ändern|Testen/ }).count()).toBe(0);
    }
    await viewer.context().close();
    expect(complaints).toEqual([]);
  });
});
