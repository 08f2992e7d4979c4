import { randomUUID } from 'node:crypto';
import { systemActor } from '@features/accounts';
import { createTestDatabase, type TestDatabase } from '@testing';
import {
  aMailServer,
  aSendingProcess,
  aSendingRequest,
  type SendingProcess,
} from '../../testing/factories/sending-process';
import { aWorkspace } from '../../testing/factories/workspace';
import { defaultLimits } from './windows/constraints';
import { NO_LIMIT } from './windows/room';

let server: TestDatabase;
let sending: SendingProcess;

beforeAll(async () => {
  server = await createTestDatabase();
  sending = await aSendingProcess(server.url, 4);
});

afterAll(async () => {
  await sending.stop();
  await server.drop();
});

/** The server of SMTP_URL belongs to nobody, but where nobody else uses it, the only workspace decides about it. */
it('the only workspace of an installation decides about the default server, until there is a second one', async () => {
  const { gate, holds, limits } = sending;
  const { id: workspaceId } = await aWorkspace(sending.database);
  const actor = systemActor(workspaceId);
  const ask = async (whose: string): Promise<number> => {
    const request = aSendingRequest({ workspaceId: whose, priority: 'sequence', wanted: { gmail: 500 } });
    return (await gate.admit(request)).granted.get('gmail') ?? 0;
  };
  const signIn = { outcome: 'not-sent', reason: '535 5.7.8 Authentication failed' } as const;
  const report = () =>
    gate.report(aMailServer(), [
      { workspaceId, provider: 'gmail', senderDomain: 'news.example', result: signIn },
    ]);

  await limits.set(actor, 'gmail', { perSecond: null, perMinute: 300, perHour: null, perDay: null });
  expect(await ask(workspaceId)).toBe(300);
  await report();
  const [hold] = await holds.list(workspaceId);
  expect(hold).toMatchObject({ kind: 'server', isOurs: true });
  await holds.lift(actor, hold!.id);
  expect(await holds.list(workspaceId)).toEqual([]);

  const { id: neighbour } = await aWorkspace(sending.database);
  await report();
  const [shared] = await holds.list(neighbour);
  expect(shared).toMatchObject({ isOurs: false });
  await expect(holds.lift(actor, shared!.id)).rejects.toMatchObject({ code: 'sending-hold.shared' });
});

it('a workspace cannot set limits without end', async () => {
  const { id: workspaceId } = await aWorkspace(sending.database);
  await sending.database.execute(
    `INSERT INTO provider_limits (workspace_id, provider, per_hour) SELECT $1, 'd' || n || '.example', 1 FROM generate_series(1, 500) AS n`,
    [workspaceId],
  );
  const limits = { perSecond: 1, perMinute: null, perHour: null, perDay: null };
  const set = (provider: string) => sending.limits.set(systemActor(workspaceId), provider, limits);
  await expect(set('one-more.example')).rejects.toMatchObject({ code: 'provider-limits.too-many' });
  expect((await set('d7.example')).own).toEqual(limits);
});

it('an estimate knows all limits that hold, what campaigns may use of them, and what is used up', async () => {
  const { gate, limits } = sending;
  const { id: workspaceId } = await aWorkspace(sending.database);
  await aWorkspace(sending.database);
  const perHour = (count: number) => ({ perSecond: null, perMinute: null, perHour: count, perDay: null });
  await limits.set(systemActor(workspaceId), 'known.example', perHour(400));
  await limits.set(systemActor(workspaceId), 'gmail', perHour(1_000_000));
  const ofServer = { ...perHour(1000), perDay: 20_000 };
  const wanted = { 'known.example': 50, gmail: 10 };
  const shared = aSendingRequest({
    workspaceId,
    server: aMailServer({ id: randomUUID(), limits: ofServer }),
    senderPerDay: 200,
    wanted,
  });
  const at = new Date();
  await gate.admit({ ...shared, priority: 'transactional' }, at);
  const room = await gate.limitsOf(shared, at);
  expect(room.server).toMatchObject({ perSecond: null, perHour: { limit: 900, left: 840 } });
  expect(room.domain.perDay).toEqual({ limit: 180, left: 120 });
  expect(room.providers.get('known.example')?.perHour).toEqual({ limit: 360, left: 310 });
  // Nobody can lift the limits of the others: the default ones of Gmail hold besides.
  const { perSecond, perHour: anyHour } = defaultLimits('gmail');
  expect(room.providers.get('gmail')).toMatchObject({
    perSecond: { limit: (perSecond ?? 0) * 0.9 },
    perHour: { limit: (anyHour ?? 0) * 0.9, left: (anyHour ?? 0) * 0.9 - 10 },
  });
  const own = { ...shared, server: aMailServer({ id: randomUUID(), workspaceId }) };
  expect((await gate.limitsOf(own, at)).providers.get('gmail')).toEqual({
    ...NO_LIMIT,
    perHour: { limit: 900_000, left: 900_000 },
  });
});
