import { systemActor } from '@features/accounts';
import type { SendResult } from '@platform/mail';
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

const slowDown = (words: string): SendResult => ({
  outcome: 'deferred',
  code: 450,
  enhanced: '4.7.0',
  reply: `450 4.7.0 ${words}: too many messages, slow down`,
  stage: 'recipient',
});

it('nobody sees which domains other workspaces write to through the server that all share', async () => {
  const { gate, holds, database } = sending;
  const { id: one } = await aWorkspace(database);
  const report = (provider: string, words: string) =>
    gate.report(aMailServer(), [
      { workspaceId: one, provider, senderDomain: 'news.example', result: slowDown(words) },
    ]);
  await report('customer.example', 'Customer Ltd');
  await report('gmail', 'mx.customer.example');
  const alone = (await holds.list(one)).map(({ reason }) => reason).join();
  expect(alone).toContain('customer.example asks us to slow down: 450 4.7.0 Customer Ltd: too many');

  const { id: other } = await aWorkspace(database);
  for (const whose of [one, other]) {
    const seen = await holds.list(whose);
    expect(JSON.stringify(seen)).not.toMatch(/customer/i);
    expect(seen.map(({ kind, provider }) => `${kind} ${provider}`)).toEqual([
      'provider null',
      'provider gmail',
    ]);
    expect(seen[0]?.reason).toMatch(/^One recipient domain asks us to slow down; next try at /);
    expect(seen[1]?.reason).toMatch(
      /^Gmail asks us to slow down: 450 4\.7\.0 …: too many messages, slow down; /,
    );
  }
  const closed = await gate.heldProviders({
    workspaceId: other,
    server: aMailServer(),
    priority: 'campaign',
  });
  expect([...closed.values()].map(({ reason }) => reason).join()).not.toMatch(/customer/i);
  const request = aSendingRequest({ workspaceId: other, wanted: { 'customer.example': 1 } });
  const { held } = await gate.admit(request);
  expect(held.get('customer.example')?.reason).toMatch(/^One recipient domain/);
  await expect(holds.lift(systemActor(other), (await holds.list(other))[0]!.id)).rejects.toMatchObject({
    code: 'sending-hold.shared',
  });
});

it('one sender that many refuse does not hold the server for others', async () => {
  const { gate, database } = sending;
  const { id: bad } = await aWorkspace(database);
  const { id: good } = await aWorkspace(database);
  const refused: SendResult = {
    outcome: 'not-sent',
    reason: '553 5.7.1 <info@heloise.example>: Sender address rejected: not owned by user',
  };
  const answer = {
    workspaceId: bad,
    provider: 'r.example',
    senderDomain: 'heloise.example',
    result: refused,
  };
  await gate.report(aMailServer(), Array<typeof answer>(50).fill(answer));
  const ask = async (workspaceId: string, senderDomain: string) =>
    Object.fromEntries(
      (await gate.admit(aSendingRequest({ workspaceId, senderDomain, wanted: { 'r.example': 3 } }))).granted,
    );
  expect(await ask(good, 'mare-alta.example')).toEqual({ 'r.example': 3 });
  expect(await ask(bad, 'heloise.example')).toEqual({});
});
