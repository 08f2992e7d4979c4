import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer';
import { SMTPServer } from 'smtp-server';
import { createDkimKeys } from '../../../testing/mail/dkim-keys';
import { hostileText, propertyRuns, validAddress } from '../../../testing/mail/hostile-text';
import { decodeReferences, meantInBody, meantInHeader } from '../../../testing/mail/meant-text';
import { describeWithOracles, PythonOracle } from '../../../testing/mail/oracles';
import { wireProblems } from '../../../testing/mail/wire-format';
import { parseEmailAddress } from '../address/email-address';
import { compileMessage } from '../compile/compile-message';
import { RenderPool } from '../render/render-pool';
import { SmtpPool } from '../transport/smtp-pool';
import { MessageAssembler } from './message-assembler';
import { MessageBlock } from './message-block';
import type { MessagePlan, PlanRecipient } from './message-plan';

/** A piece of the plain text: the author's words, or a value of the recipient. */
type Piece = { words: string } | { value: 'a' | 'b' } | { whether: 'a' | 'b' };

/** A message in the words of its author and its recipient. */
interface Meant {
  text: Piece[];
  subject: string;
  a: string;
  b: string;
  fromName: string;
  toName: string;
  to: string;
  replyTo: { name: string; address: string };
  listName: string;
  note: string;
}

const piece: fc.Arbitrary<Piece> = fc.oneof(
  hostileText.map((words) => ({ words: withoutBraces(words) })),
  fc.record({ value: fc.constantFrom('a' as const, 'b' as const) }),
  fc.record({ whether: fc.constantFrom('a' as const, 'b' as const) }),
);

const meant: fc.Arbitrary<Meant> = fc.record({
  text: fc.array(piece, { maxLength: 6 }).map((pieces) => [...pieces, { words: '\n' }]),
  subject: hostileText,
  a: hostileText,
  b: hostileText,
  fromName: hostileText,
  toName: hostileText,
  to: validAddress,
  replyTo: fc.record({ name: hostileText, address: validAddress }),
  listName: hostileText,
  note: hostileText,
});

const NOTE = 'X-A-Note-With-A-Long-Name';
const HTML = '<p>{{a}}</p>\r\n<p title="{{b}}">x</p>\r\n{{a}}{{b}}\r\n{{a}}.y\r\n{{b}} From z\r\n';

function planFor({ text, fromName, replyTo, listName }: Meant): MessagePlan {
  const template = text.map((part) => {
    if ('words' in part) return part.words;
    if ('value' in part) return `{{${part.value}}}`;
    return `|{{#if ${part.whether}}}yes{{else}}no{{/if}}|`;
  });
  return {
    message: {
      v: 1,
      subject: '{{s}}',
      preheader: '',
      html: HTML,
      text: template.join(''),
      links: [],
      fields: [],
      brand: {},
      hasUnsubscribe: true,
      sizes: { html: 0, text: 0 },
      warnings: [],
    },
    from: { name: fromName, address: 'news@shop.example' },
    replyTo,
    messageIdDomain: 'mail.shop.example',
    publicBaseUrl: 'https://mail.shop.example',
    list: { id: 'news.shop.example', name: listName },
    feedbackId: 'c1:w1:campaign:tidings',
    unsubscribeMailbox: 'leave@shop.example',
  };
}

function recipientFor({ subject, a, b, toName, to, note }: Meant): PlanRecipient {
  return {
    to: { name: toName, address: to },
    context: { s: subject, a, b },
    tokens: { unsubscribe: 'u'.repeat(87) },
    headers: { [NOTE]: note },
  };
}

/** The text as the recipient must read it. */
function meantText({ text, a, b }: Meant): string {
  const values = { a, b };
  // Neighbouring words are one piece of the template.
  const pieces = text.reduce<Piece[]>((all, next) => {
    const last = all.at(-1);
    if (last && 'words' in last && 'words' in next) all.splice(-1, 1, { words: last.words + next.words });
    else all.push(next);
    return all;
  }, []);
  const shown = pieces.map((part) => {
    if ('words' in part) return meantInBody(part.words);
    if ('value' in part) return meantInBody(values[part.value]);
    return values[part.whether] === '' ? '|no|' : '|yes|';
  });
  return shown.join('').replaceAll('\n', '\r\n');
}

function meantHtml({ a, b }: Meant): string {
  return HTML.replaceAll('{{a}}', () => meantInBody(a)).replaceAll('{{b}}', () => meantInBody(b));
}

function assemble(plan: MessagePlan, recipient: PlanRecipient) {
  const block = new MessageBlock(100);
  const assembler = new MessageAssembler(plan);
  const entry = assembler.assemble(recipient, block);
  const wire = block.since(0).toString('latin1');
  const received = Buffer.from(wire.replaceAll('\r\n..', '\r\n.'), 'latin1');
  return { ...entry, wire, received, rendered: assembler.render(recipient) };
}

const asciiAddress = (address: string) => {
  const parsed = parseEmailAddress(address);
  return parsed.ok ? parsed.address : '';
};
const addressOf = (value: AddressObject | AddressObject[] | undefined) => [value].flat()[0]?.value[0];

describeWithOracles('Messages with hostile names, subjects, values and templates (read by Python)', () => {
  const python = new PythonOracle();
  afterAll(() => python.close());

  it('arrive as they were meant, as Python reads them, and keep the rules of the wire', async () => {
    const property = fc.asyncProperty(meant, async (message) => {
      const { wire, size, received, messageId } = assemble(planFor(message), recipientFor(message));
      expect(wireProblems(wire, size)).toEqual([]);
      const read = await python.parse(received);
      expect(read.defects).toEqual([]);
      expect(read.parts).toEqual(['multipart/alternative', 'text/plain', 'text/html']);
      expect(Object.keys(read.headers).sort()).toEqual(EXPECTED_NAMES);
      expect(read.headers['Message-ID']).toBe(messageId);
      expect(read.headers['Subject']).toBe(meantInHeader(message.subject, 2000));
      expect(read.headers[NOTE]).toBe(meantInHeader(message.note, 2000));
      expect(read.to).toEqual({
        name: meantInHeader(message.toName, 200),
        address: asciiAddress(message.to),
      });
      expect(read.from).toEqual({ name: meantInHeader(message.fromName, 200), address: 'news@shop.example' });
      expect(read.replyTo).toEqual({
        name: meantInHeader(message.replyTo.name, 200),
        address: asciiAddress(message.replyTo.address),
      });
      expect(read.text).toBe(meantText(message));
      expect(decodeReferences(read.html)).toBe(meantHtml(message));
      expect(read.html).not.toMatch(/<script|onclick="/);
    });
    await fc.assert(property, propertyRuns(300));
  });

  it("arrive with their author's words from MJML", async () => {
    const words = fc.record({
      body: hostileText.map(withoutBraces),
      subject: hostileText.map(withoutBraces).filter((text) => meantInBody(text).trim() !== ''),
      preheader: hostileText.map(withoutBraces),
      text: fc.option(hostileText.map(withoutBraces), { nil: undefined }),
    });
    const property = fc.asyncProperty(words, async ({ body, subject, preheader, text }) => {
      const mjml = `<mjml><mj-body><mj-section><mj-column><mj-text>(${escapeXml(body)})</mj-text></mj-column></mj-section></mj-body></mjml>`;
      const { message } = await compileMessage({ mjml, subject, preheader, text });
      const plan = { ...planFor(EMPTY), message };
      const { wire, size, received } = assemble(plan, { to: { address: 'anna@example.com' }, context: {} });
      expect(wireProblems(wire, size)).toEqual([]);
      const read = await python.parse(received);
      expect(read.headers['Subject']).toBe(oneLine(meantInHeader(meantInBody(subject), 2000)));
      expect(visible(read.html)).toContain(oneLine(`(${meantInBody(body)})`));
      expect(visible(read.html)).toContain(oneLine(meantInBody(preheader)));
      if (text !== undefined) {
        expect(read.text).toBe(`${meantInBody(text).trim()}\n`.replaceAll('\n', '\r\n'));
      }
    });
    await fc.assert(property, propertyRuns(40));
  });
});

describe('Messages with hostile names, subjects, values and templates', () => {
  const cleanUps: (() => unknown)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0)) await cleanUp();
  });

  it('are read like what nodemailer composes of the same fields', async () => {
    const property = fc.asyncProperty(meant, async (message) => {
      const { received, rendered, messageId } = assemble(planFor(message), recipientFor(message));
      const ours = await simpleParser(received);
      const theirs = await compose({
        from: { name: meantInHeader(message.fromName, 200), address: 'news@shop.example' },
        to: { name: meantInHeader(message.toName, 200), address: asciiAddress(message.to) },
        replyTo: {
          name: meantInHeader(message.replyTo.name, 200),
          address: asciiAddress(message.replyTo.address),
        },
        subject: meantInHeader(message.subject, 2000),
        html: rendered.html,
        text: rendered.text,
        messageId,
      });
      const names = { from: message.fromName, to: message.toName, replyTo: message.replyTo.name };
      for (const header of ['from', 'to', 'replyTo'] as const) {
        if (!LOOK_ALIKE.test(names[header])) {
          expect(addressOf(ours[header])).toEqual(addressOf(theirs[header]));
        }
      }
      expect(ours.messageId).toBe(theirs.messageId);
      if (!LOOK_ALIKE.test(message.subject)) expect(ours.subject).toBe(theirs.subject);
      expect(shown(ours.html)).toBe(shown(theirs.html));
      expect(shown(ours.text)).toBe(shown(theirs.text));
    });
    await fc.assert(property, propertyRuns(150));
  });

  it('reach a mail server octet by octet, signed or not', async () => {
    const { keys } = createDkimKeys('shop.example');
    const runs = propertyRuns(40);
    const messages = fc.sample(meant, runs);
    const { url, received, close } = await startServer();
    const [renderPool, smtpPool] = [new RenderPool(), new SmtpPool({ url, connections: 2 })];
    cleanUps.push(
      () => renderPool.close(),
      () => smtpPool.close(),
      close,
    );
    const sent = new Map<string, string>();
    for (const [index, message] of messages.entries()) {
      const plan = { ...planFor(message), ...(index % 2 === 0 ? { dkim: keys } : {}) };
      const [made] = await renderPool.assemble(plan, [recipientFor(message)]);
      if (made?.ok !== true) throw new Error(`not assembled: ${JSON.stringify(made)}`);
      const wire = Buffer.concat([made.head ?? Buffer.alloc(0), made.raw]).toString('latin1');
      expect(wireProblems(wire, made.size)).toEqual([]);
      const result = await smtpPool.send({ from: 'news@shop.example', to: `${index}@example.com` }, made);
      expect(result.outcome).toBe('accepted');
      sent.set(`${index}@example.com`, wire.replaceAll('\r\n..', '\r\n.'));
      made.release();
    }
    expect({ runs, received }).toEqual({ runs, received: sent });
  });
});

const EMPTY: Meant = {
  text: [],
  subject: '',
  a: '',
  b: '',
  fromName: '',
  toName: '',
  to: '',
  replyTo: { name: '', address: 'answers@shop.example' },
  listName: '',
  note: '',
};

/** They mean something to templates, and so do backslashes before them. */
function withoutBraces(words: string): string {
  return words.replace(/[{}\\]/g, '');
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** What a mail program shows of HTML, its white space aside. */
function visible(html: string): string {
  return oneLine(decodeReferences(html.replace(/<style[\s\S]*?<\/style>|<!--[\s\S]*?-->|<[^>]*>/g, ' ')));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** nodemailer leaves what looks like an encoded word as it is, and so it is decoded: not what was meant. */
const LOOK_ALIKE = /=\?/;
const EXPECTED_NAMES = [
  'Content-Type',
  'Date',
  'Feedback-ID',
  'From',
  'List-Id',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'MIME-Version',
  'Message-ID',
  'Reply-To',
  'Subject',
  'To',
  NOTE,
];

const compose = (mail: object): Promise<ParsedMail> =>
  new MailComposer(mail)
    .compile()
    .build()
    .then((bytes: Buffer) => simpleParser(bytes));

/** nodemailer ends no part with a line end of its own. */
function shown(text: string | false | undefined): string {
  return (text || '').replace(/\r\n/g, '\n').trimEnd();
}

async function startServer() {
  const received = new Map<string, string>();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.set(session.envelope.rcptTo[0]?.address ?? '', Buffer.concat(chunks).toString('latin1'));
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return { url, received, close: () => server.close(() => undefined) };
}
