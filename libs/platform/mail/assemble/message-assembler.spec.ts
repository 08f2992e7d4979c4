import fc from 'fast-check';
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { CompiledMessage } from '../compile/compiled-message';
import { quotedPrintable } from './body-encoding';
import { cleanHeaderText, encodeMailbox } from './header-encoding';
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
const addressOf = (value: AddressObject | AddressObject[] | undefined) => [value].flat()[0]?.value[0];

/** What nasty people, imports and browsers put into fields. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom(
    'Anna\r\nBcc: evil@example.com',
    '=?utf-8?B?QmNjOg==?=',
    '"quoted" <evil@example.com>, other@example.com',
    '\u202eevil\u0000\u2028x',
    'عربي إنجليزي 👩‍👩‍👧‍👦 é',
    '.\r\n.\r\nQUIT',
    '..\n.',
    '</p><script>alert(1)</script>',
    '{{constructor}} {{{v}}}',
    'x'.repeat(1000),
    'ü'.repeat(1000),
    '👍'.repeat(600),
    ' leading and trailing ',
    'tab\there = sign \\ back',
    '\ud800 lone',
  ),
);

/** The rules of the wire that hold for every message. */
function expectWireFormat(raw: string): void {
  expect(raw).toMatch(/^[\t\r\n\x20-\x7e]*$/);
  expect(raw.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
  expect(raw.endsWith('\r\n')).toBe(true);
  expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(999);
  for (const line of raw.split('\r\n')) if (line.startsWith('.')) expect(line.startsWith('..')).toBe(true);
  const names = [...headOf(raw).matchAll(/^([A-Za-z-]+):/gm)].map((match) => (match[1] ?? '').toLowerCase());
  for (const name of ['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'content-type']) {
    expect(names.filter((found) => found === name)).toHaveLength(1);
  }
  expect(names).not.toContain('bcc');
}

const compose = (mail: object): Promise<ParsedMail> =>
  new MailComposer(mail)
    .compile()
    .build()
    .then((bytes: Buffer) => simpleParser(bytes));

describe('MessageAssembler', () => {
  it('survives hostile names, subjects and values, and agrees with nodemailer', async () => {
    const assembler = new MessageAssembler(planOf(compiled({})));
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (name, subject, value) => {
        const recipient = { to: to(name), context: { s: subject, v: value } };
        const { raw, messageId, size } = assemble(assembler, recipient);
        expectWireFormat(raw);
        const plain = unstuff(raw);
        expect(size).toBe(plain.length);
        const parts = assembler.render(recipient);
        const mine = await simpleParser(plain);
        const theirs = await compose({
          from: { name: 'Shop', address: 'news@shop.example' },
          to: { name: cleanHeaderText(name), address: 'anna@example.com' },
          subject: cleanHeaderText(subject),
          html: parts.html,
          text: parts.text,
          messageId,
        });
        expect(mine.messageId).toBe(theirs.messageId);
        expect(addressOf(mine.from)).toEqual(addressOf(theirs.from));
        expect(addressOf(mine.to)).toEqual({ address: 'anna@example.com', name: shownName(name) });
        const shown = wellFormed(value.replace(/\r\n?/g, '\n').replace(CONTROLS, ''));
        expect(decodeReferences(mine.html || '')).toContain(`<p>${shown}</p>`);
        expect(mine.html === false ? '' : normal(mine.html)).toBe(
          normal(theirs.html === false ? '' : theirs.html),
        );
        expect(normal(mine.text)).toBe(normal(theirs.text));
        expect(mine.subject ?? '').toBe(wellFormed(cleanHeaderText(subject)));
        expect(mine.html === false ? '' : mine.html).not.toContain('<script');
        expect([...mine.headers.keys()].sort()).toEqual([...theirs.headers.keys()].sort());
      }),
      { numRuns: 300 },
    );
  });

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
    const { raw } = assemble(assembler, {
      to: to(),
      context: {},
      tokens,
      messageId: 'd1',
      date: 1_700_000_000_000,
    });
    expectWireFormat(raw);
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

  it.each(['', '  ', '\r\n', '\u202e'])(
    'writes the bare address where nothing of a name (%j) is left',
    (name) => {
      expect(encodeMailbox('To', name, 'anna@example.com')).toBe('To: anna@example.com\r\n');
    },
  );

  it('writes international domains of a plan in ASCII', () => {
    const assembler = new MessageAssembler(
      planOf(compiled({}), {
        messageIdDomain: 'müller.example',
        list: { id: 'liste.müller.example' },
        unsubscribeMailbox: 'leave&more?x=1@müller.example',
      }),
    );
    const { raw, messageId } = assemble(assembler, {
      to: to(),
      context: { s: 'x' },
      tokens: { unsubscribe: 'u' },
    });
    expectWireFormat(raw);
    expect(messageId).toMatch(/@xn--mller-kva\.example>$/);
    expect(raw).toContain('<liste.xn--mller-kva.example>');
    expect(raw).toContain('<mailto:leave%26more%3Fx%3D1@xn--mller-kva.example?subject=u>');
  });

  it('falls back to quoted-printable when a value makes a line too long', async () => {
    const assembler = new MessageAssembler(planOf(compiled({ text: 'x\n' })));
    const { raw, warnings } = assemble(assembler, { to: to(), context: { s: 'x', v: 'y'.repeat(5000) } });
    expectWireFormat(raw);
    expect(warnings).toHaveLength(1);
    expect((await simpleParser(unstuff(raw))).html).toContain('y'.repeat(5000));
  });

  it("takes a recipient's own subject as text, and their own address for answers", () => {
    const assembler = new MessageAssembler(planOf(compiled({ subject: 'For {{s}}' })));
    const own = {
      subject: 'Invoice {{s}}\r\nBcc: x@evil.example',
      replyTo: { address: 'ticket+7@müller.example' },
    };
    const { raw } = assemble(assembler, { to: to(), context: { s: 'all' }, ...own });
    expectWireFormat(raw);
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

  it.each([
    ['a reserved header', { headers: { 'list-id': 'x' } }],
    ['a header name with a colon', { headers: { 'X-A: b\r\nX-C': 'x' } }],
    ['a token with a line break', { tokens: { unsubscribe: 'a\r\nX: y' } }],
    ['a message id with an angle bracket', { messageId: 'a>b' }],
    ['an address with a line break', { to: { address: 'a@b.example\r\nX: y' } }],
  ])('refuses %s', (_name, more) => {
    const assembler = new MessageAssembler(planOf(compiled({})));
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

describe('quotedPrintable', () => {
  it('comes back unchanged and keeps to 76 columns', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 400 }), async (text) => {
        const crlf = wellFormed(text).replace(/\r\n?|\n/g, '\r\n');
        const encoded = quotedPrintable(crlf);
        expect(Math.max(...encoded.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(76);
        expect(encoded).not.toMatch(/[ \t]\r\n|[ \t]$/);
        const decoded = encoded
          .replace(/=\r\n/g, '')
          .replace(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)));
        expect(Buffer.from(decoded, 'latin1').toString('utf8')).toBe(crlf);
      }),
    );
  });
});

function normal(text: string | undefined): string {
  return (text ?? '').replace(/\r\n/g, '\n').trimEnd();
}

// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** UTF-8 has no lone surrogates. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

function shownName(name: string): string {
  const cleaned = cleanHeaderText(name).slice(0, 200);
  return wellFormed(cleaned.replace(/[\ud800-\udbff]$/, '').trim());
}

function decodeReferences(html: string): string {
  return html.replace(/&#(\d+);/g, (_whole, code: string) => String.fromCodePoint(Number(code)));
}
