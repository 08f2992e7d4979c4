import { setTimeout } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@testing';
import {
  aMailServer,
  aSendingProcess,
  aSendingRequest,
  type SendingProcess,
} from '../../testing/factories/sending-process';
import { aWorkspace } from '../../testing/factories/workspace';
import type { SendingRequest } from './sending-request';

const T = Date.UTC(2026, 10, 6, 12, 0, 0);
const at = (ms: number): Date => new Date(T + ms);

let server: TestDatabase;
let one: SendingProcess;
let other: SendingProcess;
let workspaceId: string;

beforeAll(async () => {
  server = await createTestDatabase();
  [one, other] = await Promise.all([aSendingProcess(server.url), aSendingProcess(server.url)]);
  workspaceId = (await aWorkspace(one.database)).id;
});

afterAll(async () => {
  await Promise.all([one.stop(), other.stop()]);
  await server.drop();
});

/** A request at a server of its own, so that no test disturbs another. */
function aRequest(
  request: Partial<Omit<SendingRequest, 'wanted'>> & { wanted: Record<string, number> },
): SendingRequest {
  return aSendingRequest({ workspaceId, server: aMailServer({ id: randomUUID(), workspaceId }), ...request });
}

const total = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((a, b) => a + b, 0);

/** Statements that `work` sends to the database. */
async function statements(of: SendingProcess, work: () => Promise<unknown>): Promise<number> {
  const session = jest.spyOn(of.database, 'session');
  try {
    await work();
    return session.mock.calls.length;
  } finally {
    session.mockRestore();
  }
}

describe('two processes together', () => {
  it('never let more through than a limit in any interval, and all of it when they ask often enough', async () => {
    const limited = aMailServer({ id: randomUUID(), workspaceId, limits: { perSecond: 20, perMinute: 300 } });
    const sent: { at: number; count: number }[] = [];
    for (let ms = 0; ms < 70_000; ms += 437) {
      const answers = await Promise.all(
        [one, other, one, other].map(({ gate }) =>
          gate.admit(
            aRequest({ server: limited, priority: 'sequence', wanted: { 'a.example': 4, 'b.example': 3 } }),
            at(ms),
          ),
        ),
      );
      for (const { granted } of answers) sent.push({ at: ms, count: total(granted) });
    }
    const within = (from: number, to: number): number =>
      sent.reduce((sum, grant) => sum + (grant.at > from && grant.at <= to ? grant.count : 0), 0);
    const most = (length: number): number =>
      Math.max(...sent.map((grant) => within(grant.at - length, grant.at)));
    expect(most(1_000)).toBeLessThanOrEqual(20);
    expect(most(60_000)).toBe(300);
    expect(within(-1, 70_000)).toBeGreaterThan(300);
  });

  it('never let more through than a limit by the real clock', async () => {
    const limited = aMailServer({ id: randomUUID(), workspaceId, limits: { perSecond: 30 } });
    const sent: { asked: number; answered: number; count: number }[] = [];
    const end = Date.now() + 2_500;
    const send = async ({ gate }: SendingProcess): Promise<void> => {
      for (let n = 0; Date.now() < end && n < 2_000; n += 1) {
        const asked = performance.now();
        const { granted, held } = await gate.admit(
          aRequest({ server: limited, priority: 'transactional', wanted: { 'a.example': 3 } }),
        );
        if (granted.size > 0) sent.push({ asked, answered: performance.now(), count: total(granted) });
        // Whoever sends comes back when it was told to.
        const waits = [...held.values()].map(({ until }) => until.getTime() - Date.now());
        await setTimeout(Math.max(0, ...waits));
      }
    };
    await Promise.all([send(one), send(other), send(one), send(other)]);
    // What was asked for and answered within one second was let through within that second.
    for (const first of sent) {
      const inSecond = sent.filter(
        ({ asked, answered }) => asked >= first.asked && answered < first.asked + 1_000,
      );
      expect(inSecond.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(30);
    }
    expect(sent.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(60);
  });

  it('never wait for each other for ever, whatever they ask for in whatever order', async () => {
    const servers = [1, 2].map(() =>
      aMailServer({ id: randomUUID(), workspaceId, limits: { perHour: 10_000 } }),
    );
    const providers = ['gmail', 'yahoo', 'microsoft', 'gmx', 'icloud', 'orange'];
    const ask = (n: number): Promise<unknown> => {
      const turned = [...providers.slice(n % 6), ...providers.slice(0, n % 6)];
      const wanted = Object.fromEntries((n % 2 ? turned : turned.reverse()).map((provider) => [provider, 2]));
      const request = aRequest({
        server: servers[n % 2]!,
        senderPerDay: 5_000,
        senderDomain: `d${n % 3}.example`,
        wanted,
      });
      const { gate } = n % 4 < 2 ? one : other;
      return gate
        .admit(request)
        .then(() => (n % 5 === 0 ? gate.giveBack(request, new Map([['gmx', 1]])) : undefined));
    };
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(Array.from({ length: 20 }, (_, n) => ask(n + round)));
    }
  });

  it('share what is given back', async () => {
    const limited = aMailServer({ id: randomUUID(), workspaceId, limits: { perMinute: 10 } });
    const request = aRequest({ server: limited, priority: 'sequence', wanted: { 'a.example': 10 } });
    expect((await one.gate.admit(request, at(0))).granted.get('a.example')).toBe(10);
    expect((await other.gate.admit(request, at(500))).granted.size).toBe(0);
    // A new object, as the sender makes it for what is left of a group.
    await one.gate.giveBack({ ...request, wanted: new Map() }, new Map([['a.example', 4]]));
    expect((await other.gate.admit(request, at(6_000))).granted.get('a.example')).toBe(4);
    // Nothing is given back twice, and nothing that was answered.
    await one.gate.report(
      limited,
      Array.from({ length: 6 }, () => ({
        workspaceId,
        senderDomain: 'news.example',
        provider: 'a.example',
        result: { outcome: 'accepted', reply: '250 OK' } as const,
      })),
      at(7_000),
    );
    await one.gate.giveBack(request, new Map([['a.example', 10]]));
    expect((await other.gate.admit(request, at(12_000))).granted.size).toBe(0);
  });
});

it('remembers over a restart what went out', async () => {
  const limited = aMailServer({ id: randomUUID(), workspaceId, limits: { perDay: 10 } });
  const request = aRequest({ server: limited, priority: 'sequence', wanted: { 'a.example': 8 } });
  const before = await aSendingProcess(server.url, 2);
  await before.gate.admit(request, at(0));
  await before.stop();
  const after = await aSendingProcess(server.url, 2);
  try {
    const { granted, held } = await after.gate.admit(request, at(3_600_000));
    expect(granted.get('a.example')).toBe(2);
    expect(held.get('a.example')).toEqual({
      by: 'limit',
      until: at(3_600_000 + 15 * 60_000),
      reason: 'Mail through mail.example.com:587 is limited to 10 per day.',
    });
  } finally {
    await after.stop();
  }
});

it('keeps a tenth of each window for mail that cannot wait', async () => {
  const limited = aMailServer({ id: randomUUID(), workspaceId, limits: { perMinute: 50 } });
  const ask = async (priority: SendingRequest['priority'], wanted: number, ms: number): Promise<number> =>
    total(
      (await one.gate.admit(aRequest({ server: limited, priority, wanted: { 'a.example': wanted } }), at(ms)))
        .granted,
    );
  expect(await ask('campaign', 1_000, 0)).toBe(45);
  expect(await ask('campaign', 1, 100)).toBe(0);
  expect(await ask('transactional', 3, 200)).toBe(3);
  expect(await ask('sequence', 50, 300)).toBe(2);
});

it('limits a sending domain by the day, at whatever server', async () => {
  const ask = (ms: number) =>
    one.gate.admit(
      aRequest({
        senderDomain: 'Warm.example',
        senderPerDay: 20,
        priority: 'sequence',
        wanted: { gmail: 15 },
      }),
      at(ms),
    );
  expect((await ask(0)).granted.get('gmail')).toBe(15);
  const { granted, held } = await ask(1_000);
  expect(granted.get('gmail')).toBe(5);
  expect(held.get('gmail')?.reason).toBe(
    'By its warm-up plan, mail from Warm.example is limited to 20 per day.',
  );
});

it('limits known mailbox providers by default, unless the server does that by itself', async () => {
  const wanted = { gmail: 100, 'acme.example': 100 };
  const { granted, held } = await one.gate.admit(aRequest({ wanted }), at(0));
  expect(Object.fromEntries(granted)).toEqual({ gmail: 18, 'acme.example': 100 });
  expect(held.get('gmail')?.reason).toBe(
    'Mail to Gmail through mail.example.com:587 is limited to 20 per second.',
  );
  const relay = aMailServer({ id: randomUUID(), workspaceId, limitsProviders: false });
  expect(
    Object.fromEntries((await one.gate.admit(aRequest({ server: relay, wanted }), at(0))).granted),
  ).toEqual(wanted);
});

it('tells claims which providers have no room, without asking the database', async () => {
  const request = aRequest({ wanted: { gmail: 100, yahoo: 1 } });
  await one.gate.admit(request, at(0));
  expect([...(await one.gate.heldProviders(request, at(100))).keys()]).toEqual(['gmail']);
  expect(
    await statements(one, () => one.gate.admit(aRequest({ ...request, wanted: { gmail: 5 } }), at(200))),
  ).toBe(0);
  expect((await one.gate.heldProviders(request, at(2_000))).size).toBe(0);
});

describe('what it costs', () => {
  it('no statement where nothing limits', async () => {
    const request = aRequest({ wanted: { 'acme.example': 50 } });
    await one.gate.admit(request);
    const results = Array.from({ length: 50 }, () => ({
      workspaceId,
      senderDomain: 'news.example',
      provider: 'acme.example',
      result: { outcome: 'accepted', reply: '250 OK' } as const,
    }));
    const count = await statements(one, async () => {
      for (let n = 0; n < 20; n += 1) {
        await one.gate.admit(request);
        await one.gate.giveBack(request, new Map([['acme.example', 1]]));
        await one.gate.report(request.server, results);
      }
    });
    // Holds are looked up again every second.
    expect(count).toBeLessThanOrEqual(2);
  });

  it('two statements in a transaction for a group with many limits', async () => {
    const limited = aMailServer({
      id: randomUUID(),
      workspaceId,
      limits: { perSecond: 5_000, perHour: 1_000_000 },
    });
    const wanted = {
      gmail: 2,
      yahoo: 2,
      microsoft: 2,
      gmx: 2,
      icloud: 2,
      orange: 1,
      'a.example': 5,
      'b.example': 5,
    };
    const request = aRequest({ server: limited, senderPerDay: 100_000, wanted });
    await one.gate.admit(request);
    expect(await statements(one, () => one.gate.admit(request))).toBeLessThanOrEqual(2);
  });
});

describe('limits of a workspace of its own', () => {
  const setLimit = async (id: string, provider: string, perMinute: number): Promise<void> => {
    await one.database.execute(
      'INSERT INTO provider_limits (workspace_id, provider, per_minute) VALUES ($1, $2, $3)',
      [id, provider, perMinute],
    );
  };
  const granted = async (request: SendingRequest, ms: number): Promise<number> =>
    total((await one.gate.admit(request, at(ms))).granted);

  it('replace the default ones at its own servers, also where there is no default', async () => {
    const { id } = await aWorkspace(one.database);
    await setLimit(id, 'gmail', 500);
    await setLimit(id, 'acme.example', 7);
    const own = aMailServer({ id: randomUUID(), workspaceId: id });
    const request = aSendingRequest({
      workspaceId: id,
      server: own,
      priority: 'sequence',
      wanted: { gmail: 600 },
    });
    expect(await granted(request, 0)).toBe(500);
    expect(await granted({ ...request, wanted: new Map([['acme.example', 10]]) }, 0)).toBe(7);
  });

  it('cannot lift the limits that all workspaces share, and hold for its own mail only', async () => {
    const { id } = await aWorkspace(one.database);
    const { id: neighbour } = await aWorkspace(one.database);
    await setLimit(id, 'gmail', 5);
    await setLimit(id, 'yahoo', 100_000);
    const ask = (whose: string, wanted: Record<string, number>): SendingRequest =>
      aSendingRequest({ workspaceId: whose, priority: 'sequence', wanted });
    expect(await granted(ask(id, { gmail: 50 }), 0)).toBe(5);
    expect(await granted(ask(neighbour, { gmail: 50 }), 10)).toBe(15);
    expect(await granted(ask(id, { yahoo: 50 }), 0)).toBe(10);
    expect(await granted(ask(neighbour, { yahoo: 50 }), 10)).toBe(0);
  });
});

it('forgets what nobody used for two days, and goes on when it is needed again', async () => {
  const limited = aMailServer({ id: randomUUID(), workspaceId, limits: { perHour: 100 } });
  const request = aRequest({ server: limited, wanted: { 'a.example': 1 } });
  await one.gate.admit(request);
  await one.database.execute(`UPDATE sending_usage SET used_at = now() - interval '3 days'`);
  expect((await one.gate.forgetUnused()).sendingUsage).toBeGreaterThan(0);
  expect((await one.gate.admit(request)).granted.get('a.example')).toBe(1);
});
