import { dkimVerify } from 'mailauth/lib/dkim/verify';
import { createDkimKeys } from '../../../testing/mail/dkim-keys';
import { describeWithOracles, PythonOracle, verifyWithPerl } from '../../../testing/mail/oracles';
import { startTestDns, type TestDns } from '../../../testing/test-dns';
import type { AssembledMessage, MessagePlan, PlanRecipient } from '../assemble/message-plan';
import type { CompiledMessage } from '../compile/compiled-message';
import { RenderPool } from '../render/render-pool';

const { keys, records } = createDkimKeys('shop.example');

const compiled: CompiledMessage = {
  v: 1,
  subject: 'For {{name}}',
  preheader: '',
  html: '<p  class="x">Hello {{name}}, <a href="{{links.unsubscribe}}">leave</a></p>\r\n<pre>a   b</pre>\r\n\r\n',
  text: 'Hello {{name}}   and\tothers  \n.\n\nBye  \n\n\n',
  links: [],
  fields: [],
  brand: {},
  hasUnsubscribe: true,
  sizes: { html: 0, text: 0 },
  warnings: [],
};
const plan: MessagePlan = {
  message: compiled,
  from: { name: 'Größen & Söhne', address: 'news@shop.example' },
  replyTo: { name: 'A rather long name for the people who answer letters', address: 'answers@shop.example' },
  messageIdDomain: 'shop.example',
  publicBaseUrl: 'https://mail.shop.example',
  list: { id: 'news.shop.example', name: 'News' },
  feedbackId: 'c1:w1:campaign:tidings',
  unsubscribeMailbox: 'leave@shop.example',
  headers: { Precedence: 'bulk', 'X-Campaign': 'c1' },
  dkim: keys,
};
const recipient = (name: string): PlanRecipient => ({
  to: { name, address: 'anna@example.com' },
  context: { name },
  tokens: { unsubscribe: 'un' },
});

/** What a mail server receives: both pieces, dots taken away again. */
function received(message: AssembledMessage | undefined): string {
  if (message?.ok !== true) throw new Error('not assembled');
  const raw = Buffer.concat([message.head ?? Buffer.alloc(0), message.raw]).toString('latin1');
  const plain = raw.replaceAll('\r\n..', '\r\n.');
  expect(plain).toHaveLength(message.size);
  return plain;
}

/** What relays do to a message on its way. */
function relayed(raw: string): string {
  const end = raw.indexOf('\r\n\r\n') + 2;
  const refolded = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .replace(/^((?:From|To|List-Unsubscribe|Subject|Reply-To): [^\r]*?) /gm, '$1\r\n\t  ')
    .replace(/^Subject:/m, 'SUBJECT:')
    .replace(/^(Date: .*)$/m, '$1   ');
  const trace =
    'Return-Path: <bounce@shop.example>\r\n' +
    'Received: from mail.shop.example by mx.example.com;\r\n\tTue, 14 Nov 2023 22:13:20 +0000\r\n';
  const body = raw.slice(end).replace(/(?<=[^\r\n])(?=\r\n)/g, '  ') + '\r\n\r\n';
  return trace + refolded + body;
}

const tampered: [string, (raw: string) => string][] = [
  ['the body', (raw) => raw.replace('Hello', 'Hullo')],
  ['the subject', (raw) => raw.replace('?Rm9yIFpvw6s=?', '?RnVyIFpvw6s=?')],
  ['the sender', (raw) => raw.replace('<news@', '<nexs@')],
  ['a second subject', (raw) => raw.replace('\r\nSubject:', '\r\nSubject: Buy\r\nSubject:')],
  ['a second sender', (raw) => `From: evil@example.com\r\n${raw}`],
  ['a carbon copy', (raw) => `Cc: evil@example.com\r\n${raw}`],
  ['another kind of content', (raw) => `Content-Type: text/plain\r\n${raw}`],
  ['the address to unsubscribe at', (raw) => raw.replace('/u/un>', '/u/xx>')],
  ['a second address to unsubscribe at', (raw) => `List-Unsubscribe: <https://evil.example/>\r\n${raw}`],
  ['unsubscribing with one click', (raw) => raw.replace(/List-Unsubscribe-Post: .*\r\n/, '')],
  ['more text at the end', (raw) => `${raw}More\r\n`],
];

describeWithOracles('DKIM signatures, checked by mailauth, dkimpy and Mail::DKIM', () => {
  const pool = new RenderPool();
  const python = new PythonOracle();
  let dns: TestDns;
  let message = '';

  beforeAll(async () => {
    dns = await startTestDns();
    for (const [name, txt] of records) dns.zone.set(name, { txt: [txt] });
    const [made] = await pool.assemble(plan, [recipient('Zoë')]);
    message = received(made);
  });
  afterAll(async () => {
    await Promise.all([pool.close(), python.close(), dns.stop()]);
  });

  const mailauth = async (raw: string): Promise<string[]> => {
    const resolver = (name: string) => {
      const record = records.get(name);
      if (record === undefined)
        return Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }));
      return Promise.resolve([[record]]);
    };
    const { results } = await dkimVerify(Buffer.from(raw, 'latin1'), { resolver });
    return results.map(({ selector, status }) => `${selector} ${status.result}`);
  };
  const dkimpy = async (raw: string): Promise<boolean[]> =>
    (await python.verify(Buffer.from(raw, 'latin1'), records)).map(({ valid }) => valid);
  const perl = (raw: string) => verifyWithPerl(Buffer.from(raw, 'latin1'), Number(dns.server.split(':')[1]));

  it('hold for RSA and Ed25519 as the message leaves us', async () => {
    await expect(mailauth(message)).resolves.toEqual(['rsa1 pass', 'ed1 pass']);
    await expect(dkimpy(message)).resolves.toEqual([true, true]);
    // Mail::DKIM of Debian 12 knows RSA only, as many receivers do.
    expect(await perl(message)).toContain('rsa1 rsa-sha256 pass');
  });

  it('hold after relays have folded headers anew, changed white space and added theirs', async () => {
    const changed = relayed(message);
    expect(changed).not.toContain(message.slice(0, 200));
    await expect(mailauth(changed)).resolves.toEqual(['rsa1 pass', 'ed1 pass']);
    await expect(dkimpy(changed)).resolves.toEqual([true, true]);
    expect(await perl(changed)).toContain('rsa1 rsa-sha256 pass');
  });

  it.each(tampered)('fail when somebody changes %s', async (_what, change) => {
    const changed = change(message);
    expect(changed).not.toBe(message);
    expect((await mailauth(changed)).join()).not.toContain('pass');
    await expect(dkimpy(changed)).resolves.toEqual([false, false]);
    expect((await perl(changed)).join()).not.toContain('pass');
  });

  it('cover sender, subject, recipient once more than they are there, and both headers for unsubscribing', async () => {
    const signatures = await python.verify(Buffer.from(message, 'latin1'), records);
    expect(signatures).toHaveLength(2);
    for (const { signed = '' } of signatures) {
      const names = signed.split(':').map((name) => name.trim());
      const times = (name: string) => names.filter((other) => other === name).length;
      for (const name of ['from', 'to', 'subject', 'list-unsubscribe', 'list-unsubscribe-post']) {
        expect([name, times(name)]).toEqual([name, 2]);
      }
      expect(times('cc')).toBe(1);
      for (const name of [
        'date',
        'message-id',
        'mime-version',
        'content-type',
        'reply-to',
        'list-id',
        'feedback-id',
      ]) {
        expect([name, times(name) > 0]).toEqual([name, true]);
      }
      expect(names).not.toContain('x-campaign');
    }
  });
});
