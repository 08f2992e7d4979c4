import { systemActor } from '@features/accounts';
import { createTestDatabase, type TestDatabase } from '@testing';
import {
  aMailServer,
  aSendingProcess,
  aSendingRequest,
  type SendingProcess,
} from '../../testing/factories/sending-process';
import { aWorkspace } from '../../testing/factories/workspace';

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
