import type { SendResult } from '@platform/mail';
import { troubleOf } from './trouble';

type Stage = 'sender' | 'recipient' | 'data';
type Expected = `${'server' | 'provider' | 'domain' | 'domain-at-server'} ${string}` | null;

/** As the mail library reports it. */
function deferred(stage: Stage, reply: string): SendResult {
  const code = Number(reply.slice(0, 3));
  const enhanced = /^[45]\d\d[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1];
  return {
    outcome: 'deferred',
    code,
    reply,
    stage,
    ...(enhanced === undefined ? {} : { enhanced }),
  };
}

const said = (result: SendResult): string | null => {
  const trouble = troubleOf(result);
  return trouble && `${trouble.scope} ${trouble.cause}`;
};

const deferrals: [Stage, string, Expected][] = [
  // Mailbox providers: too much, too fast
  ['data', '421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP address. To protect our users from spam, mail sent from your IP address has been temporarily rate limited. gsmtp', 'provider rate'],
  ['data', '421 4.7.0 [203.0.113.9 15] Our system has detected an unusual rate of unsolicited mail originating from your IP address. gsmtp', 'provider rate'],
  ['data', '421-4.7.0 This message is suspicious due to the very low reputation of the sending IP address. gsmtp', 'provider rate'],
  ['data', '450 4.7.23 This mail has been rate limited because the sending IP has no PTR record. gsmtp', 'provider rate'],
  ['recipient', '421 4.7.0 [TSS04] Messages from 203.0.113.9 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes', 'provider rate'],
  ['data', '451 Message temporarily deferred - [70]', 'provider rate'],
  ['recipient', '421 4.7.1 [TS03] All messages from 203.0.113.9 will be permanently deferred; Retrying will NOT succeed.', 'provider rate'],
  ['recipient', '451 4.7.650 The mail server [203.0.113.9] has been temporarily rate limited due to IP reputation. For e-mail delivery information, see https://aka.ms/postmaster (S775)', 'provider rate'],
  ['recipient', '451 4.7.500 Server busy. Please try again later from [203.0.113.9]. (S77719)', 'provider rate'],
  ['data', '421 RP-001 Unfortunately, some messages from 203.0.113.9 weren\'t sent. Please try again. We have limits for how many messages can be sent per hour and per day.', 'provider rate'],
  ['recipient', '421 mwinf5c77 ME Trop de connexions, veuillez verifier votre configuration. Too many connections, slow down. OFR004_104 [104]', 'provider rate'],
  ['recipient', '421 4.5.0 [LPN007_405] Service refused, please try later', 'provider policy'],
  ['recipient', '421 Too many spams from your IP (203.0.113.9), please visit http://postmaster.free.fr/', 'provider rate'],
  ['recipient', '421 4.1.0 203.0.113.9 Throttled - try again later. Please see http://postmaster.comcast.net/smtp-error-codes.php#RL000010', 'provider rate'],
  ['recipient', '450 Requested mail action not taken: Connection frequency limited. http://service.mail.qq.com/cgi-bin/help?id=20022', 'provider rate'],
  ['data', '451 Message was temporarily rejected due to ratelimit', 'provider rate'],
  ['data', '451 4.7.1 Sorry, the service is currently unavailable. Please come back later.', 'provider policy'],
  ['data', '451 DT:SPM Please try again later, http://mail.163.com/help/help_spam_16.htm', 'provider policy'],
  ['data', '421 4.7.1 [HM08] Message temporarily not accepted. See https://support.apple.com/HT204137', 'provider policy'],
  ['recipient', '450 4.7.1 Too much mail from your server to our users', 'provider rate'],

  // The sending domain
  ['data', '421-4.7.26 This mail has been rate limited because it is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM. gsmtp', 'domain authentication'],
  ['data', '421 4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your DKIM domain [news.example 35]. gsmtp', 'domain authentication'],
  ['data', '421 4.7.30 This mail has been rate limited because DKIM does not pass. gsmtp', 'domain authentication'],
  ['data', '421 4.7.32 There is no alignment of the From header with SPF or DKIM. gsmtp', 'domain authentication'],
  ['data', '421 4.7.0 Very low reputation of the sending domain. gsmtp', 'domain authentication'],
  ['data', '451 4.7.5 DMARC check could not be completed', 'domain authentication'],
  ['recipient', '450 4.7.26 Service does not accept messages sent over IPv6 unless they pass either SPF or DKIM validation', 'domain authentication'],
  ['sender', '451 4.7.24 The SPF record of the sender cannot be evaluated', 'domain authentication'],
  ['sender', '450 4.1.8 <news@new.example>: Sender address rejected: Domain not found', 'domain-at-server sender-refused'],

  // The server we talk to
  ['sender', '421 4.7.0 mx.example.net Error: too many connections from 203.0.113.9', 'server rate'],
  ['sender', '452 4.3.1 Insufficient system storage', 'server busy'],
  ['sender', '450 4.7.1 Error: too much mail from 203.0.113.9', 'server rate'],
  ['sender', '454 4.7.0 TLS not available due to a temporary reason', 'server busy'],
  ['data', '454 Throttling failure: Maximum sending rate exceeded.', 'server rate'],
  ['data', '454 Throttling failure: Daily message quota exceeded.', 'server rate'],
  ['data', '421 4.3.2 Service shutting down', 'server busy'],
  ['recipient', '421 4.3.2 System not accepting network messages', 'server busy'],
  ['recipient', '421 Service not available, closing transmission channel', 'server busy'],
  ['data', '421 4.4.2 mx.example.net Error: timeout exceeded', 'server busy'],
  ['recipient', '451 4.3.0 Temporary lookup failure', 'server busy'],
  ['data', '432 4.3.2 Concurrent connections limit exceeded. Visit the help pages', 'server rate'],
  ['recipient', '450 4.7.1 Client host rejected: cannot find your hostname, [203.0.113.9]', 'server policy'],
  ['data', '451 Requested action aborted: local error in processing', 'server busy'],

  // One mailbox or message only
  ['recipient', '450 4.7.1 <ana@shop.example>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch', null],
  ['recipient', '451 4.7.1 Greylisting in action, please come back later', null],
  ['data', '451 4.7.1 Greylisting in action, please come back later', null],
  ['recipient', '421 4.7.0 Greylisted, come back in 300 seconds', null],
  ['recipient', '450 4.7.1 Please try again later', null],
  ['recipient', '451 4.7.0 Temporary server error. Please try again later. PRX5', null],
  ['recipient', '450 Requested mail action not taken: mailbox unavailable', null],
  ['recipient', '451 Try again later', null],
  ['recipient', '452 4.2.2 The email account that you tried to reach is over quota. gsmtp', null],
  ['recipient', '450 4.2.1 The user you are trying to contact is receiving mail too quickly. Please resend your message at a later time. gsmtp', null],
  ['data', '452 4.2.2 Mailbox full', null],
  ['recipient', '450 4.1.2 <ana@gone.example>: Recipient address rejected: Domain not found', null],
  ['recipient', '450 4.1.1 User unknown in virtual mailbox table', null],
  ['recipient', '451 4.4.4 Temporary DNS failure for the domain of the recipient', null],
  ['data', '432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded', null],
  ['data', '452 4.3.4 Message size exceeds the limit of the mailbox', null],
  ['data', '451 4.6.0 Content cannot be converted', null],
]; // prettier-ignore

it.each(deferrals)('at %s, "%s" is about: %s', (stage, reply, expected) => {
  expect(said(deferred(stage, reply))).toBe(expected);
});

const notSent: [string, Expected][] = [
  ['530 5.7.0 Must issue a STARTTLS command first', 'server sign-in'],
  ['Connection closed', 'server unreachable'],
  [
    '550 5.7.1 <news@new.example>: Sender address rejected: not owned by user relay@example.com',
    'domain-at-server sender-refused',
  ],
  ['553 5.7.1 Sender address rejected: not owned by the account', 'domain-at-server sender-refused'],
  ['501 5.1.7 Bad sender address syntax', 'domain-at-server sender-refused'],
  ['554 5.7.1 Client host [203.0.113.9] blocked using zen.spamhaus.org', 'server busy'],
  ['503 5.5.1 Bad sequence of commands', 'server busy'],
];

it.each(notSent)('nobody has the message: "%s" is about: %s', (reason, expected) => {
  expect(said({ outcome: 'not-sent', reason })).toBe(expected);
});

/** Words in addresses and domains are nobody's words: people choose them. */
const inAddresses: [Stage | 'not-sent', string, Expected][] = [
  ['not-sent', '553 5.7.1 <news@heloise.example>: Sender address rejected: not owned by user relay', 'domain-at-server sender-refused'],
  ['not-sent', '553 5.7.1 news@helo.example: Sender address rejected', 'domain-at-server sender-refused'],
  ['not-sent', '550 5.1.8 <spamhaus@shop.example>: Sender address rejected: Domain not found', 'domain-at-server sender-refused'],
  ['not-sent', '550 5.1.8 spamhaus.example: Sender domain not found', 'domain-at-server sender-refused'],
  ['not-sent', '554 5.7.1 Listed at zen.spamhaus.org', 'server busy'],
  ['not-sent', '550 5.7.1 <mail.shop.example>: Helo command rejected: Host not found', 'server busy'],
  ['sender', '450 4.1.8 <news@throttle.example>: Sender address rejected: Domain not found', 'domain-at-server sender-refused'],
  ['sender', '450 4.1.8 throttle.example: Domain not found', 'domain-at-server sender-refused'],
  ['sender', '450 4.1.8 <"slow down"@shop.example>: Sender address rejected: Domain not found', 'domain-at-server sender-refused'],
  ['sender', '451 4.3.0 <news@spf.example>: Temporary lookup failure', 'server busy'],
  ['recipient', '450 4.7.1 <too.many.connections@x.example>: Recipient address rejected: Try again later', null],
  ['recipient', '451 4.7.1 <limit-sessions@x.example>: Recipient address rejected: Service is unavailable', null],
  ['recipient', '450 <maximum-connection@x.example>: Recipient address rejected: please retry', null],
  ['recipient', '450 4.7.1 <x@client host.example>: Recipient address rejected: Try again later', null],
  ['recipient', '450 4.7.1 <a@spf.example>: Recipient address rejected: Try again later', null],
  ['recipient', '450 4.7.1 <a@gmx.example>: Recipient address rejected: Try again later', null],
  ['recipient', '450 4.7.1 spf.example: Try again later, see https://x.example/?id=too-many-connections%40x.example', null],
  ['data', '421 4.7.1 greylist.example: too many messages', 'provider rate'],
  // What providers sign with still counts, also in angle brackets.
  ['recipient', '450 4.7.1 Try again later, see <https://aka.ms/postmaster>', 'provider policy'],
  ['data', '450 4.7.1 Come back later, support.google.com/mail', 'provider policy'],
]; // prettier-ignore

it.each(inAddresses)('at %s, addresses left out, "%s" is about: %s', (stage, reply, expected) => {
  const result = stage === 'not-sent' ? { outcome: stage, reason: reply } : deferred(stage, reply);
  expect(said(result)).toBe(expected);
});

it('names of sender and recipient are no signature of a provider', () => {
  const reply = deferred('recipient', '450 4.7.1 web.de.shop.example: Try again later');
  expect(troubleOf(reply)).toMatchObject({ isSigned: true });
  expect(troubleOf(reply, ['Web.DE.shop.example'])).toBeNull();
});

it('learns nothing from what was accepted, refused for good or never tried', () => {
  expect(said({ outcome: 'accepted', reply: '250 2.0.0 OK' })).toBeNull();
  const refused = {
    outcome: 'refused',
    permanent: true,
    code: 550,
    reply: '550 5.7.1 Blocked',
    stage: 'data',
  } as const;
  expect(said(refused)).toBeNull();
  expect(said({ outcome: 'not-sent', reason: 'No connection to a:25: all in use', notNow: true })).toBeNull();
});

it('a lost answer is soft trouble of the server, a refused connection is not soft', () => {
  expect(troubleOf({ outcome: 'uncertain', reason: 'No answer to the complete message' })).toMatchObject({
    scope: 'server',
    isSoft: true,
  });
  expect(troubleOf({ outcome: 'not-sent', reason: 'Connection closed' })).toMatchObject({ isSoft: true });
  const refused: SendResult = { outcome: 'not-sent', reason: 'No connection', noSession: 'unreachable' };
  expect(troubleOf(refused)).toMatchObject({ isSoft: false });
});

it('keeps addresses out of what others can read, and long replies short', () => {
  const reply = '421 4.7.0 Too much mail for <ana.smith@shop.example>, ask postmaster@shop.example';
  expect(troubleOf(deferred('data', reply))?.reply).toBe('421 4.7.0 Too much mail for …, ask …');
  expect(troubleOf(deferred('data', `421 4.7.0 too much ${'x'.repeat(300)}`))?.reply).toHaveLength(200);
});
