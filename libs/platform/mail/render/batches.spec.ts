import { generateKeyPairSync } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { createDkimKeys } from '../../../testing/mail/dkim-keys';
import type { AssembledMessage, MessagePlan, PlanRecipient } from '../assemble/message-plan';
import type { CompiledMessage } from '../compile/compiled-message';
import type { DkimKey } from '../dkim/dkim-key';
import { RenderPool } from './render-pool';

const compiled: CompiledMessage = {
  v: 1,
  subject: 'For {{name}}',
  preheader: '',
  html: '<p>{{name}}</p>\r\n',
  text: '{{name}}\n',
  links: [],
  fields: [],
  brand: {},
  hasUnsubscribe: true,
  sizes: { html: 0, text: 0 },
  warnings: [],
};
const planOf = (dkim?: DkimKey[]): MessagePlan => ({
  message: compiled,
  from: { name: 'Shop', address: 'news@shop.example' },
  messageIdDomain: 'shop.example',
  publicBaseUrl: 'https://mail.shop.example',
  dkim,
});
const recipient = (name: string): PlanRecipient => ({
  to: { address: 'anna@example.com' },
  context: { name },
});
const made = (message: AssembledMessage | undefined) => {
  if (message?.ok !== true) throw new Error('not assembled');
  return message;
};

/** RFC 8301 3.2: verifiers must not take it. */
function shortKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 768 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

describe('RenderPool and batches of messages', () => {
  const pool = new RenderPool();
  const { keys } = createDkimKeys('shop.example');
  const [rsa, ed25519] = keys as [DkimKey, DkimKey];
  afterAll(() => pool.close());
  afterEach(() => jest.restoreAllMocks());

  it('gives no private key to the thread that runs templates', async () => {
    const posted = jest.spyOn(Worker.prototype, 'postMessage');
    const plan = planOf(keys);
    const first = made((await pool.assemble(plan, [recipient('Anna')]))[0]);
    await pool.render(plan, recipient('Anna'));
    await pool.linkTarget(plan, 0, recipient('Anna'));
    expect(Buffer.from(first.head ?? []).toString()).toMatch(/^DKIM-Signature: .*\r\n s=rsa1;/);
    const tasks = posted.mock.calls.map(([task]) => task as { kind: string; plan: unknown });
    expect(tasks.map((task) => task.kind)).toEqual(['assemble', 'render', 'link-target']);
    for (const task of tasks) {
      expect(task.plan).toMatchObject({ identities: [{ selector: 'rsa1' }, { selector: 'ed1' }] });
      expect(JSON.stringify(task)).not.toMatch(/PRIVATE KEY|privateKey/);
      for (const { privateKey } of keys) {
        expect(JSON.stringify(task)).not.toContain(privateKey.split('\n')[1]);
      }
    }
  });

  it('signs each message of a batch for itself and leaves out those that could not be made', async () => {
    const names = ['Anna', 'Bo', 'Cy'];
    const bad = { to: { address: 'nobody' }, context: {} };
    const results = await pool.assemble(planOf(keys), [...names.map(recipient), bad]);
    const heads = results.slice(0, 3).map((result) => Buffer.from(made(result).head ?? []).toString());
    expect(new Set(heads).size).toBe(3);
    for (const head of heads) expect(head.match(/^DKIM-Signature: /gm)).toHaveLength(2);
    expect(results[3]).toMatchObject({ ok: false, error: { code: 'mail.invalid-address' } });
    expect(made((await pool.assemble(planOf(), [recipient('x')]))[0]).head).toBeUndefined();
  });

  it.each([
    ['is no key', { ...rsa, privateKey: 'secret words' }, 'cannot be read'],
    ['is of another kind', { ...ed25519, algorithm: 'rsa-sha256' as const }, 'is not for rsa-sha256'],
    ['is too short', { ...rsa, privateKey: shortKey() }, 'shorter than 1024 bits'],
    ['has a selector with a space', { ...rsa, selector: 'a b' }, 'selector'],
    ['has a domain with a line break', { ...rsa, domain: 'shop.example\r\nX: y' }, 'domain'],
  ])('refuses a plan whose DKIM key %s, without saying the key', async (_what, key, reason) => {
    const failure = await pool.assemble(planOf([key]), [recipient('x')]).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'mail.invalid-dkim-key', kind: 'invalid' });
    expect((failure as Error).message).toContain(reason);
    expect((failure as Error).message).not.toContain('secret');
  });

  it('makes later batches in the memory of messages that were given back, and in no other', async () => {
    const plan = planOf();
    const [first, second] = (await pool.assemble(plan, ['A', 'B'].map(recipient))).map(made);
    if (first === undefined || second === undefined) throw new Error('not assembled');
    first.release();
    const kept = Buffer.from(second.raw).toString();
    const between = made((await pool.assemble(plan, [recipient('C')]))[0]);
    expect(Buffer.from(second.raw).toString()).toBe(kept);
    expect(() => first.raw).toThrow('after its memory');
    const memory = second.raw.buffer;
    second.release();
    second.release();
    const later = (await pool.assemble(plan, ['D', 'E'].map(recipient))).map(made);
    // The same piece went to the thread and came back: what pointed to it here is empty.
    expect(memory.byteLength).toBe(0);
    expect(later.map(({ raw }) => /For (.)/.exec(Buffer.from(raw).toString())?.[1])).toEqual(['D', 'E']);
    expect(Buffer.from(between.raw).toString()).toContain('Subject: For C');
  });
});
