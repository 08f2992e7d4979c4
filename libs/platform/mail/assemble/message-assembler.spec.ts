import { simpleParser } from 'mailparser';
import { wireProblems } from '../../../testing/mail/wire-format';
import type { CompiledMessage } from '../compile/compiled-message';
import { MessageAssembler } from './message-assembler';
import { MessageBlock } from './message-block';
import type { MessagePlan, PlanRecipient } from './message-plan';

const compiled = (parts: Partial<CompiledMessage>): CompiledMessage => ({
  v: 1,
  subject: '{{s}}',
  preheader: '',
  html: '<p>{{v}}</p>\r\n<p title="{{v}}">.</p>\r\n{{v}}\r\n',
  text: 'Hello {{v}}\n{{v}}\n.\n',
  links: [],
  fields: [],
  brand: {},
  hasUnsubscribe: true,
  sizes: { html: 0, text: 0 },
  warnings: [],
  ...parts,
});
const planOf = (message: CompiledMessage, more: Partial<MessagePlan> = {}): MessagePlan => ({
  message,
  from: { name: 'Shop', address: 'news@shop.example' },
  messageIdDomain: 'mail.shop.example',
  publicBaseUrl: 'https://mail.shop.example',
  ...more,
});
const to = (name?: string): PlanRecipient['to'] => ({ name, address: 'anna@example.com' });

const assemble = (assembler: MessageAssembler, recipient: PlanRecipient) => {
  const block = new MessageBlock(100);
  const entry = assembler.assemble(recipient, block);
  return { ...entry, raw: block.since(0).toString('latin1') };
};
const unstuff = (raw: string) => raw.replaceAll('\r\n..', '\r\n.');
const headOf = (raw: string) => raw.slice(0, raw.indexOf('\r\n\r\n'));

describe('MessageAssembler', () => {
  it('writes every header once, with values nobody can break out of', () => {
    const message = compiled({ links: [{ index: 0, url: 'https://x.example/{{v}}', label: '' }] });
    const assembler = new MessageAssembler(
      planOf(message, {
        replyTo: { name: 'Zoë, "Z"', address: 'zoe@müller.example' },
        list: { id: 'news.shop.example', name: 'Näws' },
        feedbackId: 'c:w:t:sender',
        unsubscribeMailbox: 'leave@shop.example',
        autoSubmitted: 'auto-generated',
        headers: { 'X-Campaign': 'abc\r\nX-Evil: 1' },
      }),
    );
    const tokens = { unsubscribe: 'tok-1', click: 'base' };
    const { raw, size } = assemble(assembler, {
      to: to(),
      context: {},
      tokens,
      messageId: 'd1',
      date: 1_700_000_000_000,
    });
    expect(wireProblems(raw, size)).toEqual([]);
    const head = headOf(raw);
    expect(head.match(/^[A-Za-z-]+(?=:)/gm)).toEqual([
      'From',
      'Reply-To',
      'List-Id',
      'Feedback-ID',
      'Auto-Submitted',
      'X-Campaign',
      'To',
      'Subject',
      'Date',
      'Message-ID',
      'List-Unsubscribe',
      'List-Unsubscribe-Post',
      'MIME-Version',
      'Content-Type',
    ]);
    expect(head).toContain('X-Campaign: abc X-Evil: 1\r\n');
    expect(head).toContain('<zoe@xn--mller-kva.example>');
    expect(head).toContain('Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n');
    expect(head).toContain('Message-ID: <d1@mail.shop.example>\r\n');
    expect(head).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
  });

  it('writes international domains of a plan in ASCII', () => {
    const assembler = new MessageAssembler(
      planOf(compiled({}), {
        messageIdDomain: 'müller.example',
        list: { id: 'liste.müller.example' },
        unsubscribeMailbox: 'leave&more?x=1@müller.example',
      }),
    );
    const { raw, size, messageId } = assemble(assembler, {
      to: to(),
      context: { s: 'x' },
      tokens: { unsubscribe: 'u' },
    });
    expect(wireProblems(raw, size)).toEqual([]);
    expect(messageId).toMatch(/@xn--mller-kva\.example>$/);
    expect(raw).toContain('<liste.xn--mller-kva.example>');
    expect(raw).toContain('<mailto:leave%26more%3Fx%3D1@xn--mller-kva.example?subject=u>');
  });

  it('falls back to quoted-printable when a value makes a line too long', async () => {
    const assembler = new MessageAssembler(planOf(compiled({ text: 'x\n' })));
    const { raw, size, warnings } = assemble(assembler, {
      to: to(),
      context: { s: 'x', v: 'y'.repeat(5000) },
    });
    expect(wireProblems(raw, size)).toEqual([]);
    expect(warnings).toHaveLength(1);
    expect((await simpleParser(unstuff(raw))).html).toContain('y'.repeat(5000));
  });

  it("takes a recipient's own subject as text, and their own address for answers", () => {
    const assembler = new MessageAssembler(planOf(compiled({ subject: 'For {{s}}' })));
    const own = {
      subject: 'Invoice {{s}}\r\nBcc: x@evil.example',
      replyTo: { address: 'ticket+7@müller.example' },
    };
    const { raw, size } = assemble(assembler, { to: to(), context: { s: 'all' }, ...own });
    expect(wireProblems(raw, size)).toEqual([]);
    expect(headOf(raw)).toContain('\r\nSubject: Invoice {{s}} Bcc: x@evil.example\r\n');
    expect(headOf(raw)).toContain('\r\nReply-To: ticket+7@xn--mller-kva.example\r\n');
    expect(headOf(assemble(assembler, { to: to(), context: { s: 'all' } }).raw)).toContain(
      'Subject: For all',
    );
    const fixed = new MessageAssembler(planOf(compiled({}), { replyTo: { address: 'all@shop.example' } }));
    expect(() => assemble(fixed, { to: to(), context: {}, ...own })).toThrow('where answers go');
  });

  it('leads from a link to unsubscribe to the preferences where there is nothing to unsubscribe from', () => {
    const assembler = new MessageAssembler(
      planOf(compiled({ html: '<a href="{{links.unsubscribe}}">x</a>' })),
    );
    const { raw } = assemble(assembler, { to: to(), context: {}, tokens: { preferences: 'p1' } });
    expect(raw).toContain('href="https://mail.shop.example/p/p1"');
    expect(headOf(raw)).not.toContain('List-Unsubscribe');
  });

  it('leaves out the way to unsubscribe by mail where its address would not fit into a line', () => {
    const unsubscribeMailbox = `${'%'.repeat(64)}@${'d'.repeat(60)}.${'d'.repeat(60)}.${'d'.repeat(59)}.example`;
    const assembler = new MessageAssembler(planOf(compiled({}), { unsubscribeMailbox }));
    const { raw, size } = assemble(assembler, {
      to: to(),
      context: {},
      tokens: { unsubscribe: 'u'.repeat(600) },
    });
    expect(wireProblems(raw, size)).toEqual([]);
    expect(headOf(raw)).toContain(`List-Unsubscribe: <https://mail.shop.example/u/${'u'.repeat(600)}>\r\n`);
  });

  it('doubles dots that values bring to the start of a line, and counts them once', () => {
    const html = '{{v}}.a\r\n<b>{{v}}</b>\r\n{{s}}\r\n';
    const assembler = new MessageAssembler(planOf(compiled({ html, text: '{{v}}.\n{{s}}\n' })));
    const { raw, size } = assemble(assembler, { to: to(), context: { s: '.', v: '' } });
    expect(wireProblems(raw, size)).toEqual([]);
    expect(raw.match(/\r\n\.\./g)).toHaveLength(4);
    expect(size).toBe(raw.length - 4);
  });

  it('protects lines of the text that start like a mail in a mailbox file', async () => {
    const assembler = new MessageAssembler(
      planOf(compiled({ text: 'Hi\n{{v}}\n', html: '<p>\r\nFrom a</p>' })),
    );
    const { raw } = assemble(assembler, { to: to(), context: { v: 'From now on' } });
    expect(raw).not.toMatch(/\r\nFrom (?!:)/);
    expect((await simpleParser(unstuff(raw))).text).toContain('\nFrom now on');
  });

  it('draws the boundary anew for each message, so that no value can hold it', () => {
    const assembler = new MessageAssembler(planOf(compiled({})));
    const boundary = (v: string) =>
      /boundary="([^"]+)"/.exec(assemble(assembler, { to: to(), context: { v } }).raw)?.[1] ?? '';
    expect(boundary(`\n--${boundary('x')}`)).not.toBe(boundary('x'));
  });

  it.each([
    ['a header that the plan has', { headers: { 'x-campaign': 'x' } }],
    ['a header twice in different case', { headers: { 'X-A': '1', 'x-a': '2' } }],
    ['a reserved header', { headers: { 'list-id': 'x' } }],
    ['a header name with a colon', { headers: { 'X-A: b\r\nX-C': 'x' } }],
    ['a token with a line break', { tokens: { unsubscribe: 'a\r\nX: y' } }],
    ['a message id with an angle bracket', { messageId: 'a>b' }],
    ['an address with a line break', { to: { address: 'a@b.example\r\nX: y' } }],
  ])('refuses %s', (_name, more) => {
    const assembler = new MessageAssembler(planOf(compiled({}), { headers: { 'X-Campaign': 'c' } }));
    expect(() => assemble(assembler, { to: to(), context: {}, ...more })).toThrow();
  });

  it.each([
    ['base address with a path', { publicBaseUrl: 'https://x.example/path' }],
    ['list id with a space', { list: { id: 'a b' } }],
    ['feedback id with five fields', { feedbackId: 'a:b:c:d:e' }],
    ['message id domain', { messageIdDomain: 'x>y' }],
    ['sender', { from: { address: 'nobody' } }],
  ])('refuses a plan with a bad %s', (_name, more) => {
    expect(() => new MessageAssembler(planOf(compiled({}), more))).toThrow();
  });
});
