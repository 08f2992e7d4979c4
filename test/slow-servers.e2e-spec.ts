import { JobQueue } from '@platform/queue';
import { polite, startScriptedServer, type ScriptedServer } from '../libs/testing/smtp/scripted-server';
import { readyToSend, startProduct, type TestProduct } from './support/product';
import { until } from './support/until';

const mjml =
  '<mjml><mj-body><mj-section><mj-column><mj-text>Hi</mj-text></mj-column></mj-section></mj-body></mjml>';

describe('a mail server that never answers', () => {
  let tarpit: ScriptedServer;
  let product: TestProduct;

  beforeAll(async () => {
    tarpit = await startScriptedServer((line) => (line.startsWith('RCPT') ? undefined : polite(line)));
    product = await startProduct({ env: { SMTP_PRIVATE_HOSTS: 'yes', WORKER_CONCURRENCY: '2' } });
  });

  afterAll(async () => {
    // First: the worker waits for its answers.
    await tarpit.stop();
    await product.close();
  });

  it('keeps up the messages of its own workspace only', async () => {
    const slow = await product.api.aWorkspace();
    const other = await product.api.aWorkspace();
    await readyToSend(slow);
    await readyToSend(other);
    const server = { name: 'Tarpit', host: '127.0.0.1', port: tarpit.port, tls: 'none', connections: 100 };
    await slow.http.post('/api/v1/smtp-servers').send(server).expect(201);
    for (let batch = 0; batch < 4; batch += 1) {
      const messages = Array.from({ length: 100 }, (_, index) => ({
        to: { email: `x${batch}-${index}@r.example` },
        mjml,
        subject: 'x',
      }));
      await slow.http.post('/api/v1/messages/batch').send({ messages }).expect(200);
    }
    const leases = async () =>
      (
        await product.api.db.query(
          'SELECT DISTINCT leased_by FROM messages WHERE workspace_id = $1 AND leased_until > now()',
          [slow.workspace.id],
        )
      ).length;
    await until(
      'two jobs wait for the tarpit',
      async () => (await leases()) >= 2 && tarpit.connections() > 0,
    );
    // Every job of the workspace has been taken out of the queue once: none of them found a third slot.
    const queue = product.api.app.get(JobQueue);
    await until('no job waits', async () => (await queue.counts('messages')).waiting === 0);
    expect(await leases()).toBe(2);
    const mail = { to: { email: 'after@r.example' }, mjml, subject: 'x' };
    await other.http.post('/api/v1/messages').send(mail).expect(202);
    await until('the mail arrives', async () => (await product.mailbox.mails('after@r.example'))[0]);
    expect(await leases()).toBe(2);
  });
});
