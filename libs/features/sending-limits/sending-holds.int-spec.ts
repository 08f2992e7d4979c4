import { randomUUID } from 'node:crypto';
import type { MailServer } from '@features/smtp-servers';
import type { SendResult } from '@platform/mail';
import { createTestDatabase, type TestDatabase } from '@testing';
import {
  aMailServer,
  aSendingProcess,
  aSendingRequest,
  type SendingProcess,
} from '../../testing/factories/sending-process';
import { aWorkspace } from '../../testing/factories/workspace';
import type { SendingRequest } from './sending-request';

const DAY = 86_400_000;

/** Every test has a day of its own, so that processes remember nothing of the one before. */
let start = Date.UTC(2026, 10, 6, 14, 0, 0);
const at = (seconds: number): Date => new Date(start + seconds * 1000);

let server: TestDatabase;
let one: SendingProcess;
let other: SendingProcess;
let workspaceId: string;
let mail: MailServer;

const accepted: SendResult = { outcome: 'accepted', reply: '250 OK' };
const refusedConnection: SendResult = {
  outcome: 'not-sent',
  reason: 'No connection to mail.example.com:587: connect ECONNREFUSED',
  noSession: 'unreachable',
};
const slowDown: SendResult = {
  outcome: 'deferred',
  code: 421,
  enhanced: '4.7.28',
  reply: '421 4.7.28 Gmail has detected an unusual rate of unsolicited mail. gsmtp',
  stage: 'data',
};
const unauthenticated: SendResult = {
  ...slowDown,
  reply: '421 4.7.26 unauthenticated, see DKIM. gsmtp',
  enhanced: '4.7.26',
};
const greylisted: SendResult = {
  outcome: 'deferred',
  code: 450,
  enhanced: '4.7.1',
  reply: '450 4.7.1 Greylisted',
  stage: 'recipient',
};

beforeAll(async () => {
  server = await createTestDatabase();
  [one, other] = await Promise.all([aSendingProcess(server.url, 4), aSendingProcess(server.url, 4)]);
  workspaceId = (await aWorkspace(one.database)).id;
});

beforeEach(async () => {
  start += DAY;
  await one.database.execute('DELETE FROM sending_holds');
  mail = aMailServer({ id: randomUUID(), workspaceId, limitsProviders: false });
});

afterAll(async () => {
  await Promise.all([one.stop(), other.stop()]);
  await server.drop();
});

async function report(
  from: SendingProcess,
  result: SendResult,
  told: { seconds: number; provider?: string; count?: number; senderDomain?: string; through?: MailServer },
): Promise<void> {
  const { seconds, provider = 'gmail', count = 2, senderDomain = 'news.example', through = mail } = told;
  const answer = { workspaceId, provider, senderDomain, result };
  await from.gate.report(through, Array<typeof answer>(count).fill(answer), at(seconds));
}

/** What goes at a time: `gmail 20, acme.example 5`. */
async function goes(
  who: SendingProcess,
  seconds: number,
  asked: Partial<Omit<SendingRequest, 'wanted'>> & { wanted?: Record<string, number> } = {},
): Promise<Record<string, number>> {
  const { granted } = await ask(who, seconds, asked);
  return Object.fromEntries(granted);
}

function ask(
  who: SendingProcess,
  seconds: number,
  asked: Partial<Omit<SendingRequest, 'wanted'>> & { wanted?: Record<string, number> } = {},
) {
  const request = aSendingRequest({
    workspaceId,
    server: mail,
    wanted: { gmail: 20, 'acme.example': 5 },
    ...asked,
  });
  return who.gate.admit(request, at(seconds));
}

const ALL = { gmail: 20, 'acme.example': 5 };

describe('a server in trouble', () => {
  it('gets nothing from any worker until its time is over, then a small group, then everything', async () => {
    await report(one, refusedConnection, { seconds: 0 });
    expect(await goes(one, 1)).toEqual({});
    const { granted, held } = await ask(other, 1.2);
    expect(granted.size).toBe(0);
    expect(held.get('gmail')?.reason).toMatch(
      /^The mail server mail\.example\.com:587 cannot be reached: No connection to .*; next try at 14:00 UTC\.$/,
    );
    expect(held.get('gmail')!.until.getTime()).toBeGreaterThan(at(1.5).getTime());
    expect(held.get('gmail')!.until.getTime()).toBeLessThan(at(2.5).getTime());

    const probe = await goes(one, 3);
    expect(Object.values(probe).reduce((a, b) => a + b, 0)).toBe(10);
    expect(probe['acme.example']).toBe(5);
    expect(await goes(other, 3.1)).toEqual({});
    expect(await goes(one, 3.2)).toEqual({});

    await report(one, accepted, { seconds: 4 });
    expect(await goes(one, 4.1)).toEqual(ALL);
    expect(await goes(other, 5.2)).toEqual(ALL);
  });

  it('waits longer each time, and says since when and what to look at', async () => {
    let seconds = 0;
    for (let strike = 1; strike <= 12; strike += 1) {
      await report(one, refusedConnection, { seconds });
      const [hold] = await one.database.query<{ heldUntil: Date; strikes: number }>(
        'SELECT held_until AS "heldUntil", strikes FROM sending_holds',
      );
      expect(hold?.strikes).toBe(strike);
      seconds = (hold!.heldUntil.getTime() - start) / 1000 + 1;
      if (strike < 12) expect(await goes(one, seconds)).not.toEqual({});
    }
    const { held } = await ask(other, seconds - 100);
    expect(held.get('gmail')?.reason).toContain('This has gone on since 14:00 UTC, 12 times in a row.');
    expect(held.get('gmail')?.reason).toContain('Check that mail.example.com:587 is the right address');
    expect(held.get('gmail')!.until.getTime() - at(seconds - 100).getTime()).toBeLessThanOrEqual(900_000);
  });

  it('is not held longer because many workers run into the same trouble at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        report(n % 2 ? one : other, refusedConnection, { seconds: n / 100 }),
      ),
    );
    expect(await one.database.query('SELECT strikes FROM sending_holds')).toEqual([{ strikes: 1 }]);
  });

  it('lets another worker find out when the first one never comes back', async () => {
    await report(one, refusedConnection, { seconds: 0 });
    expect(await goes(one, 3)).not.toEqual({});
    expect(await goes(other, 20)).toEqual({});
    expect(await goes(other, 34)).not.toEqual({});
  });

  it('lets exactly one of many workers find out', async () => {
    await report(one, refusedConnection, { seconds: 0 });
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => goes(n % 2 ? one : other, 3)));
    expect(all.filter((granted) => Object.keys(granted).length > 0)).toHaveLength(1);
  });

  it('leaves the finding out to others when a limit lets nothing through', async () => {
    await report(one, refusedConnection, { seconds: 0 });
    expect(await goes(one, 3, { senderPerDay: 0 })).toEqual({});
    expect(await goes(other, 3)).not.toEqual({});
  });

  it('leaves it to others when the group that was to find out does not go after all', async () => {
    await report(one, refusedConnection, { seconds: 0 });
    const { granted } = await ask(one, 3);
    const request = aSendingRequest({ workspaceId, server: mail, wanted: {} });
    await one.gate.giveBack(request, granted);
    expect(await goes(other, 4)).not.toEqual({});
  });

  it('leaves other servers alone', async () => {
    await report(one, refusedConnection, { seconds: 0 });
    const second = aMailServer({ id: randomUUID(), workspaceId, limitsProviders: false });
    expect(await goes(one, 1, { server: second })).toEqual(ALL);
  });
});

describe('a mailbox provider in trouble', () => {
  it('waits alone, at this server only', async () => {
    await report(one, slowDown, { seconds: 0 });
    const { granted, held } = await ask(other, 2);
    expect(Object.fromEntries(granted)).toEqual({ 'acme.example': 5 });
    expect(held.get('gmail')?.reason).toMatch(/^Gmail asks us to slow down: 421 4\.7\.28 Gmail has detected/);
    const claims = { workspaceId, server: mail, priority: 'campaign' } as const;
    expect([...(await other.gate.heldProviders(claims, at(2.1))).keys()]).toEqual(['gmail']);
    const second = aMailServer({ id: randomUUID(), workspaceId, limitsProviders: false });
    expect(await goes(one, 2.2, { server: second })).toEqual(ALL);

    expect(await goes(one, 40)).toEqual({ gmail: 10, 'acme.example': 5 });
    expect(await goes(other, 41)).toEqual({ 'acme.example': 5 });
    await report(one, accepted, { seconds: 42, provider: 'acme.example' });
    expect(await goes(one, 42.5)).toEqual({ 'acme.example': 5 });
    await report(one, accepted, { seconds: 43 });
    expect(await goes(one, 43.5)).toEqual(ALL);
  });

  it('remembers that it happened, and forgets it with time', async () => {
    const strikes = async (): Promise<number> =>
      (await one.database.query<{ strikes: number }>('SELECT strikes FROM sending_holds'))[0]!.strikes;
    await report(one, slowDown, { seconds: 0 });
    await report(one, accepted, { seconds: 40 });
    await report(one, slowDown, { seconds: 50 });
    expect(await strikes()).toBe(2);
    await report(one, accepted, { seconds: 200 });
    await report(one, slowDown, { seconds: 1_000 });
    expect(await strikes()).toBe(1);
  });

  it('learns nothing from greylisting', async () => {
    await report(one, greylisted, { seconds: 0 });
    expect(await one.database.query('SELECT scope FROM sending_holds')).toEqual([]);
  });
});

describe('a sending domain in trouble', () => {
  it('waits at every server, and leaves other senders alone', async () => {
    await report(one, unauthenticated, { seconds: 0 });
    const second = aMailServer({ id: randomUUID(), workspaceId, limitsProviders: false });
    expect(await goes(other, 2, { server: second, senderDomain: 'NEWS.example' })).toEqual({});
    expect(await goes(other, 2, { senderDomain: 'shop.example' })).toEqual(ALL);
    const { id } = await aWorkspace(one.database);
    expect(await goes(other, 2, { workspaceId: id })).toEqual(ALL);
  });

  it('waits at one server only when that server does not take its mail', async () => {
    await report(
      one,
      { outcome: 'not-sent', reason: '553 5.7.1 Sender address rejected: not owned' },
      { seconds: 0 },
    );
    expect(await goes(other, 2)).toEqual({});
    const second = aMailServer({ id: randomUUID(), workspaceId, limitsProviders: false });
    expect(await goes(other, 2, { server: second })).toEqual(ALL);
  });
});

it('many answers about many scopes at once leave nobody waiting for ever', async () => {
  const results = [slowDown, unauthenticated, refusedConnection, accepted, greylisted];
  const reports = Array.from({ length: 20 }, (_, n) => {
    const answers = Array.from({ length: 10 }, (_unused, m) => ({
      workspaceId,
      provider: `p${(n * 7 + m * 3) % 6}.example`,
      senderDomain: `d${(n + m) % 4}.example`,
      result: results[(n + m) % 5]!,
    }));
    return (n % 2 ? one : other).gate.report(mail, n % 3 ? answers : answers.reverse(), at(n * 50));
  });
  await Promise.all(reports);
  expect((await one.database.query('SELECT scope FROM sending_holds')).length).toBeGreaterThan(3);
});

it('a hold survives a restart', async () => {
  await report(one, slowDown, { seconds: 0 });
  const restarted = await aSendingProcess(server.url, 2);
  try {
    expect(await goes(restarted, 1)).toEqual({ 'acme.example': 5 });
  } finally {
    await restarted.stop();
  }
});

it('forgets what was over a day ago', async () => {
  await report(one, slowDown, { seconds: 0 });
  expect((await one.gate.forgetUnused(at(20 * 3600))).sendingHolds).toBe(0);
  expect((await one.gate.forgetUnused(at(25 * 3600))).sendingHolds).toBe(1);
});
