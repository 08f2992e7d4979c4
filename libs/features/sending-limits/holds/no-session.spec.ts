import { smtpSettings, SmtpPool, type SmtpServerOptions } from '@platform/mail';
import { ConnectError, VettedHosts, type AddressLookup } from '@platform/network';
import { SELF_SIGNED } from '../../../testing/smtp/certificates';
import { polite, startScriptedServer, type Script } from '../../../testing/smtp/scripted-server';
import { startSmtpServer } from '../../../testing/smtp/smtp-server';
import { troubleOf, type TroubleCause } from './trouble';

const hello = { raw: Buffer.from('Subject: hello\r\n\r\nHello\r\n'), size: 25 };
const auth = { user: 'relay-user', pass: 'geheim!42' };

let stop: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of stop.reverse()) await end();
  stop = [];
});

const settingsFor = (port: number, more: Partial<SmtpServerOptions> = {}) =>
  smtpSettings({
    host: '127.0.0.1',
    port,
    tls: 'none',
    verifyCertificate: true,
    timeouts: { connectMs: 5_000, greetingMs: 200, idleMs: 600 },
    ...more,
  });

const settle = async (settings: ReturnType<typeof settingsFor>) => {
  const pool = new SmtpPool({ settings });
  stop.push(() => pool.close(100));
  return pool.send({ from: 'news@shop.example', to: 'ana@x.example' }, hello);
};

/** The server of SMTP_URL is connected to just like that, those of workspaces by way of VettedHosts. */
const bothPaths = (port: number, more: Partial<SmtpServerOptions> = {}) => {
  const { host = '127.0.0.1' } = more;
  const hosts = new VettedHosts({ allowPrivate: true });
  const dial = () => hosts.connect({ host, port, timeoutMs: 5_000 });
  return [settingsFor(port, more), settingsFor(port, { ...more, dial })];
};

const at = (start: string, answer: string): Script => {
  return (line) => (line.startsWith(start) ? answer : polite(line));
};
const signIn = (answer: string): Script => {
  return (line) => {
    if (line.startsWith('EHLO')) return '250-hello\r\n250 AUTH PLAIN';
    return line.startsWith('AUTH') ? answer : polite(line);
  };
};
const silentAt = (start: string): Script => {
  return (line) => (line.startsWith(start) ? undefined : polite(line));
};

const talks: [string, TroubleCause, Script, Partial<SmtpServerOptions>][] = [
  ['does not take mail now: 421 busy', 'unreachable', at('connect', '421 busy'), {}],
  ['does not take mail now: 554 you are listed', 'unreachable', at('connect', '554 you are listed'), {}],
  ['does not speak SMTP', 'unreachable', at('connect', 'SSH-2.0-OpenSSH_9.6'), {}],
  ['says nothing', 'unreachable', silentAt('connect'), {}],
  ['No connection to', 'unreachable', at('connect', 'drop'), {}],
  ['stopped answering before the session was open', 'unreachable', silentAt('EHLO'), {}],
  ['does not offer STARTTLS', 'unreachable', at('STARTTLS', '502 what?'), { tls: 'starttls-required' }],
  ['answers without encryption', 'unreachable', polite, { tls: 'tls' }],
  ['offers no way to sign in.', 'sign-in', polite, { auth }],
  ['offers no way to sign in that we know', 'sign-in', signIn('no'), { auth: { ...auth, pass: '' } }],
  ['did not accept the user name', 'sign-in', signIn('535 5.7.8 no'), { auth }],
  ['cannot check the user name and password now', 'sign-in', signIn('454 4.7.0 later'), { auth }],
  ['closed the connection while signing in', 'sign-in', signIn('drop'), { auth }],
];

describe('without a session, no message is to blame, whichever way the server is connected to', () => {
  it.each(talks)('"%s": %s', async (sentence, cause, script, more) => {
    const server = await startScriptedServer(script);
    stop.push(server.stop);
    for (const settings of bothPaths(server.port, more)) {
      const result = await settle(settings);
      expect(result).toMatchObject({ outcome: 'not-sent', reason: expect.stringContaining(sentence) });
      expect(troubleOf(result)).toMatchObject({ scope: 'server', cause, isSoft: false });
    }
  });

  it('a port where nothing listens', async () => {
    const results = await Promise.all(bothPaths(1).map(settle));
    expect(results).toMatchObject([
      { reason: expect.stringContaining('No connection to 127.0.0.1:1') },
      { reason: '127.0.0.1:1 refuses connections: nothing listens on that port.' },
    ]);
    for (const result of results)
      expect(troubleOf(result)).toMatchObject({ scope: 'server', cause: 'unreachable', isSoft: false });
  });

  it('a certificate that nobody vouches for', async () => {
    const server = await startSmtpServer({ ...SELF_SIGNED, disabledCommands: ['AUTH'] });
    stop.push(server.stop);
    for (const settings of bothPaths(server.port, { host: 'localhost', tls: 'starttls-required' })) {
      const result = await settle(settings);
      expect(result).toMatchObject({ reason: expect.stringContaining('signed by itself') });
      expect(troubleOf(result)).toMatchObject({ scope: 'server', cause: 'unreachable', isSoft: false });
    }
  });

  it('a password that would cross an open line', async () => {
    const server = await startScriptedServer(signIn('235 welcome'));
    stop.push(server.stop);
    for (const settings of bothPaths(server.port, { tls: 'starttls-if-offered', auth })) {
      const result = await settle({ ...settings, plainAuthAllowed: false });
      expect(result).toMatchObject({ reason: expect.stringContaining('offers no encryption') });
      expect(troubleOf(result)).toMatchObject({ scope: 'server', cause: 'sign-in', isSoft: false });
    }
  });
});

const answering =
  (address: string): AddressLookup =>
  () =>
    Promise.resolve([{ address, family: 4 }]);
const failing =
  (code: string): AddressLookup =>
  () =>
    Promise.reject(Object.assign(new Error(code), { code }));

it.each<[string, boolean, AddressLookup]>([
  ['There is no host named mail.example.com.', true, failing('ENOTFOUND')],
  ['could not be looked up: DNS does not answer.', true, failing('EAI_AGAIN')],
  ['where this installation does not connect to.', false, answering('10.0.0.1')],
  // Nobody may connect to everybody: the system says so by itself, and nothing leaves this machine.
  ['There is no way from here to mail.example.com:25', true, answering('255.255.255.255')],
])('a host of a workspace: "%s" is no fault of a message', async (sentence, allowPrivate, lookup) => {
  const hosts = new VettedHosts({ allowPrivate, lookup });
  const host = 'mail.example.com';
  const dial = () => hosts.connect({ host, port: 25, timeoutMs: 5_000 });
  const result = await settle(settingsFor(25, { host, dial }));
  expect(result).toMatchObject({ outcome: 'not-sent', reason: expect.stringContaining(sentence) });
  expect(troubleOf(result)).toMatchObject({ scope: 'server', cause: 'unreachable', isSoft: false });
});

it('a host that does not answer in time is no fault of a message', async () => {
  const late = new ConnectError('timeout', 'mail.example.com:25 did not answer within 30 seconds.');
  const result = await settle(settingsFor(25, { dial: () => Promise.reject(late) }));
  expect(result).toMatchObject({ outcome: 'not-sent', reason: late.message });
  expect(troubleOf(result)).toMatchObject({ scope: 'server', cause: 'unreachable', isSoft: false });
});
