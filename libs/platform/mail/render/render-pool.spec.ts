import { simpleParser } from 'mailparser';
import type { MessagePlan, PlanRecipient } from '../assemble/message-plan';
import type { CompiledMessage } from '../compile/compiled-message';
import { RenderPool } from './render-pool';

const mjml = (content: string) =>
  `<mjml><mj-body><mj-section><mj-column><mj-text>${content}</mj-text></mj-column></mj-section></mj-body></mjml>`;
const recipient = (
  context: Record<string, unknown> = {},
  more: Partial<PlanRecipient> = {},
): PlanRecipient => ({
  to: { name: 'Anna', address: 'anna@example.com' },
  context,
  ...more,
});
const plan = (message: CompiledMessage): MessagePlan => ({
  message,
  from: { name: 'Salt & Stone', address: 'news@shop.example' },
  messageIdDomain: 'mail.shop.example',
  publicBaseUrl: 'https://mail.shop.example',
  list: { id: 'news.shop.example', name: 'News' },
  feedbackId: 'c1:w1:campaign:tidings',
  unsubscribeMailbox: 'leave@shop.example',
});
const unstuffed = (raw: Uint8Array) =>
  Buffer.from(Buffer.from(raw).toString('latin1').replaceAll('\r\n..', '\r\n.'), 'latin1');

describe('RenderPool', () => {
  const pool = new RenderPool({ messageTimeoutMs: 400 });
  afterAll(() => pool.close());

  it('compiles in the thread and reports every mistake as a domain error', async () => {
    await expect(
      pool.compile({ mjml: mjml('{{nope}}\n{{{x}}} {{shout y}}'), subject: 'x' }),
    ).rejects.toMatchObject({
      code: 'message.invalid',
      kind: 'invalid',
      errors: [
        { pointer: '/mjml', message: expect.stringMatching(/^Line 2: Unescaped/) },
        { pointer: '/mjml', message: expect.stringMatching(/^Line 2: There is no helper/) },
      ],
    });
    await expect(
      pool.compile(
        { mjml: mjml('{{firstName}}\n{{nope}}'), subject: '{{gone}}' },
        (path) => path === 'firstName',
      ),
    ).rejects.toMatchObject({
      details: {
        problems: [
          { part: 'mjml', line: 2, message: 'There is no merge field called "nope".' },
          { part: 'subject', line: 1, message: 'There is no merge field called "gone".' },
        ],
      },
    });
  });

  it('assembles complete messages that another parser reads back', async () => {
    const message = await pool.compile({
      mjml: mjml(
        'Hello {{name}} <a href="https://x.example/?q={{q}}">go</a> <a href="{{links.unsubscribe}}">leave</a>',
      ),
      subject: 'For {{name}}',
    });
    const tokens = { click: ['c0'], open: 'op', unsubscribe: 'un', preferences: 'pr', view: 'vi' };
    const [first, second] = await pool.assemble(plan(message), [
      recipient({ name: 'Zoë <b>' }, { tokens, headers: { 'X-Delivery': 'd1' } }),
      recipient({ name: 'Bo', q: 'a&b c' }),
    ]);
    if (first?.ok !== true || second?.ok !== true) throw new Error('not assembled');
    const parsed = await simpleParser(unstuffed(first.raw));
    expect(parsed.subject).toBe('For Zoë <b>');
    expect(parsed.messageId).toBe(first.messageId);
    expect(parsed.html).toContain('Hello Zo&#235; &#60;b&#62;');
    expect(parsed.html).toContain('href="https://mail.shop.example/l/c0"');
    expect(parsed.html).toContain('href="https://mail.shop.example/u/un"');
    expect(parsed.html).toContain('src="https://mail.shop.example/o/op.gif"');
    expect(parsed.text).toContain('Hello Zoë <b> go <https://mail.shop.example/l/c0>');
    const head = Buffer.from(first.raw).toString().split('\r\n\r\n')[0] ?? '';
    expect(head).toContain(
      'List-Unsubscribe: <https://mail.shop.example/u/un>,\r\n <mailto:leave@shop.example?subject=un>',
    );
    expect(head).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(head).toContain('List-Id: News <news.shop.example>');
    expect(head).toContain('Feedback-ID: c1:w1:campaign:tidings');
    expect(head).toContain('X-Delivery: d1');
    const other = await simpleParser(unstuffed(second.raw));
    expect(other.html).toContain('href="https://x.example/?q&#61;a%26b%20c"');
    expect(other.html).not.toContain('.gif');
    expect(second.messageId).not.toBe(first.messageId);
  });

  it('fails only the recipient whose values cannot be used', async () => {
    const message = await pool.compile({ mjml: mjml('{{name}}'), subject: 'x' });
    let deep: unknown = 'x';
    for (let level = 0; level < 20; level += 1) deep = { deep };
    const results = await pool.assemble(plan(message), [
      recipient({ name: 'Anna' }),
      recipient({ deep }),
      { ...recipient(), to: { address: 'nobody' } },
      recipient({}, { headers: { Bcc: 'x@example.com' } }),
      recipient({ name: 'Bo' }),
    ]);
    expect(results.map((result) => (result.ok ? 'ok' : result.error.code))).toEqual([
      'ok',
      'mail.invalid-context',
      'mail.invalid-address',
      'mail.invalid-header',
      'ok',
    ]);
  });

  it('refuses a plan with an unusable sender or header', async () => {
    const message = await pool.compile({ mjml: mjml('x'), subject: 'x' });
    const broken = { ...plan(message), from: { address: 'a@b.example>\r\nBcc: x@example.com' } };
    await expect(pool.assemble(broken, [recipient()])).rejects.toMatchObject({
      code: 'message.invalid-plan',
    });
  });

  it('stops a template that loops or grows without end, and goes on with the next message', async () => {
    const wide = await pool.compile({
      mjml: mjml('{{#each a}}{{#each ../a}}{{#each ../../a}}x{{/each}}{{/each}}{{/each}}'),
      subject: 'x',
    });
    const results = await pool.assemble(plan(wide), [
      recipient({ a: Array(1000).fill(1) }),
      recipient({ a: [1] }),
    ]);
    expect(results.map((result) => (result.ok ? 'ok' : result.error.code))).toEqual([
      'mail.render-limit',
      'ok',
    ]);
    const big = await pool.compile({ mjml: mjml('{{#each a}}{{../text}}{{/each}}'), subject: 'x' });
    const [huge] = await pool.assemble(plan(big), [
      recipient({ a: Array(4000).fill(1), text: 'x'.repeat(10_000) }),
    ]);
    expect(huge).toMatchObject({ ok: false, error: { code: 'mail.render-limit' } });
  });

  it('ends a compilation that takes too long or needs too much memory, and can compile again', async () => {
    const expensive = { code: 'message.too-expensive', kind: 'invalid' };
    const impatient = new RenderPool({ compileTimeoutMs: 30 });
    await expect(impatient.compile({ mjml: mjml('x'), subject: 'x' })).rejects.toMatchObject(expensive);
    await impatient.close();
    const small = new RenderPool({ heapMb: 45 });
    const sections = '<mj-section><mj-column><mj-text>x</mj-text></mj-column></mj-section>'.repeat(2000);
    const large = { mjml: `<mjml><mj-body>${sections}</mj-body></mjml>`, subject: 'x' };
    await expect(small.compile(large)).rejects.toMatchObject(expensive);
    await small.close();
    await expect(pool.compile({ mjml: mjml('x'), subject: 'x' })).resolves.toMatchObject({ v: 1 });
  });

  it('reports at most 50 mistakes, and asks about no more unknown fields than that', async () => {
    const asked: string[] = [];
    const fields = Array.from({ length: 500 }, (_, n) => `{{f${n}}}`).join('');
    const refused = pool.compile({ mjml: mjml(fields), subject: 'x' }, (path) => (asked.push(path), false));
    const error = await refused.catch((thrown: unknown) => thrown);
    expect((error as { errors: unknown[] }).errors).toHaveLength(50);
    expect(asked).toHaveLength(50);
    const helpers = Array.from({ length: 500 }, () => '{{nothing x}}').join('');
    await expect(pool.compile({ mjml: mjml(helpers), subject: 'x' })).rejects.toMatchObject({
      errors: { length: 50 },
    });
  });

  it('assembles batches that are larger than its heap', async () => {
    const message = await pool.compile({ mjml: mjml('x '.repeat(100_000)), subject: 'x' });
    const results = await pool.assemble(
      plan(message),
      Array.from({ length: 400 }, () => recipient()),
    );
    expect(results.filter((result) => result.ok && result.raw.length > 400_000)).toHaveLength(400);
  });

  it('stops the one recipient that takes too long and sends the others', async () => {
    const impatient = new RenderPool({ messageTimeoutMs: 300 });
    const template = '{{#each a}}{{#each ../b}}{{#if (eq (upper ../../t) "X")}}y{{/if}}{{/each}}{{/each}}';
    const message = await impatient.compile({ mjml: mjml(template), subject: 'x' });
    const slow = recipient({ a: Array(19).fill(1), b: Array(900).fill(2), t: 'ßa'.repeat(50_000) });
    const [before, blocked, after] = await impatient.assemble(plan(message), [
      recipient(),
      slow,
      recipient(),
    ]);
    expect([before?.ok, after?.ok]).toEqual([true, true]);
    expect(blocked).toMatchObject({ ok: false, error: { code: 'mail.render-timeout' } });
    await impatient.close();
  });

  it('renders parts for a preview and the target of one link', async () => {
    const message = await pool.compile({
      mjml: mjml(
        '{{date day "medium"}} {{number price 2}} <a href="https://x.example/{{id}}">a</a> <a href="{{url}}">b</a>',
      ),
      subject: '{{upper name}}',
    });
    const anna = recipient(
      { day: '2026-03-01', price: 1234.5, name: 'anna', id: 'a/b', url: 'javascript:x' },
      { locale: 'de-DE' },
    );
    const parts = await pool.render(plan(message), anna);
    expect(parts.subject).toBe('ANNA');
    expect(parts.text).toContain('01.03.2026 1.234,50');
    expect(await pool.linkTarget(plan(message), 0, anna)).toBe('https://x.example/a%2Fb');
    expect(await pool.linkTarget(plan(message), 1, anna)).toBeUndefined();
    expect(await pool.linkTarget(plan(message), 1, recipient({ url: 'https://y.example/?a=b&c' }))).toBe(
      'https://y.example/?a=b&c',
    );
  });
});
