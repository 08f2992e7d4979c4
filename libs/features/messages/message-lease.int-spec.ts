import { BulkContactsService } from '@features/contacts';
import { SuppressionsService } from '@features/consent';
import { startMessages, type MessagesFixture, type MessagesHome } from '../../testing/messages-fixture';
import type { MessageLease } from './message-lease.repository';
import { MessageLeasesRepository } from './message-leases.repository';

let fixture: MessagesFixture;
let home: MessagesHome;

beforeAll(async () => {
  fixture = await startMessages();
});

beforeEach(async () => {
  fixture.smtp.received.length = 0;
  home = await fixture.aHome();
});

afterAll(() => fixture.close());

const lease = () =>
  fixture.app.get(MessageLeasesRepository).lease({ workspaceId: home.workspaceId, kind: 'transactional' });
const mustLease = async () => (await lease()) as MessageLease;
/** The worker that holds leases is dead, and a minute has passed. */
const leasesRunOut = () =>
  fixture.database.execute(
    `UPDATE messages SET leased_until = now() - interval '1 second', due_at = least(due_at, now()) WHERE workspace_id = $1 AND leased_by IS NOT NULL`,
    [home.workspaceId],
  );
const isOpen = async (id: string) => (await fixture.count('messages WHERE id = $1 AND is_open', [id])) === 1;
const status = async (id: string) => (await fixture.get(home, id)).status;
const claimed = async (held: MessageLease) => (await held.claim(50, [])).claimed.map(({ id }) => id);

describe('a lease', () => {
  it('belongs to one worker, and is given to the next one when it ran out', async () => {
    const id = await fixture.post(home);
    const first = await mustLease();
    expect(await lease()).toBeNull();
    expect(await first.renew()).toBe(true);
    await leasesRunOut();
    const second = await mustLease();
    expect(second.tries).toBe(2);
    expect(await first.renew()).toBe(false);
    expect((await first.claim(50, [])).claimed).toEqual([]);
    const mine = await claimed(second);
    expect(await first.handOver(mine)).toEqual(new Map());
    expect(await first.release(0)).toEqual({ done: true, dueInMs: 0 });
    expect(await status(id)).toBe('claimed');
    expect((await second.handOver(mine)).size).toBe(1);
  });

  it('asks again, when it claims, whether the address may be mailed', async () => {
    const ids = [
      await fixture.post(home, { to: { email: 'ana@example.com' } }),
      await fixture.post(home, { to: { email: 'bo@example.com' } }),
      await fixture.post(home, { to: { email: 'cy@example.com' } }),
    ];
    const suppressions = fixture.app.get(SuppressionsService, { strict: false });
    const add = (email: string, reason: 'complaint' | 'unsubscribed') =>
      suppressions.add(home.actor, { email, reason, source: 'test' });
    await add('ana@example.com', 'complaint');
    await add('bo@example.com', 'unsubscribed');
    const { contactId } = await fixture.get(home, ids[2] ?? '');
    await fixture.app
      .get(BulkContactsService, { strict: false })
      .eraseOne(home.actor, contactId, 'asked for it');
    await fixture.send(home.workspaceId);
    expect(fixture.smtp.received.map(({ to }) => to)).toEqual(['bo@example.com']);
    const told = await Promise.all(ids.map((id) => fixture.get(home, id)));
    expect(told.map(({ status: state, reason }) => [state, reason])).toEqual([
      ['suppressed', 'complaint'],
      ['accepted', null],
      ['suppressed', 'erased'],
    ]);
    for (const id of ids) expect(await isOpen(id)).toBe(false);
  });

  it('leaves what a dead worker had only claimed to the next one, and never repeats what it handed over', async () => {
    const ids = [await fixture.post(home), await fixture.post(home)];
    const dead = await mustLease();
    const [handed, kept] = await claimed(dead);
    await dead.handOver([handed ?? '']);
    await leasesRunOut();
    await fixture.send(home.workspaceId);
    expect(fixture.smtp.received).toHaveLength(1);
    const states = await Promise.all(ids.map((id) => fixture.get(home, id)));
    expect(states.find(({ deliveryId }) => deliveryId === handed)).toMatchObject({
      status: 'uncertain',
      reason: expect.stringContaining('The worker stopped'),
    });
    expect(states.find(({ deliveryId }) => deliveryId === kept)?.status).toBe('accepted');
    for (const id of ids) expect(await isOpen(id)).toBe(false);
    // Its answer comes after all.
    await dead.record([{ id: handed ?? '', status: 'accepted', reply: '250 ok', replyCode: 250 }]);
    const settled = await Promise.all(ids.map(status));
    expect(settled).toEqual(['accepted', 'accepted']);
  });

  it('opens a message again when a late answer says that it never left', async () => {
    const id = await fixture.post(home);
    const dead = await mustLease();
    const mine = await claimed(dead);
    await dead.handOver(mine);
    await leasesRunOut();
    expect(await fixture.send(home.workspaceId)).toBe(0);
    expect([await status(id), await isOpen(id)]).toEqual(['uncertain', false]);
    await dead.record(mine.map((delivery) => ({ id: delivery, status: 'pending' as const })));
    expect([await status(id), await isOpen(id)]).toEqual(['pending', true]);
    expect(await fixture.send(home.workspaceId)).toBe(1);
    expect(await fixture.get(home, id)).toMatchObject({ status: 'accepted', attempts: 1 });
  });

  it('sends an uncertain message again where the workspace prefers twice to never, at most three times', async () => {
    await fixture.database.execute(`UPDATE workspaces SET uncertain_policy = 'resend' WHERE id = $1`, [
      home.workspaceId,
    ]);
    const id = await fixture.post(home);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const dead = await mustLease();
      await dead.handOver(await claimed(dead));
      await leasesRunOut();
      // A worker finds it uncertain and lets it wait again.
      await (await mustLease()).release(0);
    }
    expect([await status(id), await isOpen(id)]).toEqual(['uncertain', false]);
    expect(await lease()).toBeNull();
    const twice = await fixture.post(home);
    const dead = await mustLease();
    await dead.handOver(await claimed(dead));
    await leasesRunOut();
    await (await mustLease()).release(0);
    expect(await fixture.send(home.workspaceId)).toBe(1);
    expect(await fixture.get(home, twice)).toMatchObject({ status: 'accepted', attempts: 2 });
  });
});

describe('cancelling', () => {
  it('keeps a message from going out, also when a worker has it in hand, and can be repeated', async () => {
    const later = await fixture.post(home, { sendAt: new Date(Date.now() + 60_000) });
    expect((await fixture.messages.cancel(home.actor, later)).status).toBe('cancelled');
    expect((await fixture.messages.cancel(home.actor, later)).status).toBe('cancelled');
    const now = await fixture.post(home);
    const held = await mustLease();
    const mine = await claimed(held);
    await fixture.messages.cancel(home.actor, now);
    expect(await held.handOver(mine)).toEqual(new Map());
    expect(await held.release(0)).toEqual({ done: true, dueInMs: 0 });
    expect([await status(now), await isOpen(now)]).toEqual(['cancelled', false]);
    expect(await fixture.send(home.workspaceId)).toBe(0);
    const audited = await fixture.count(
      `audit_entries WHERE workspace_id = $1 AND action = 'message.cancelled'`,
      [home.workspaceId],
    );
    expect(audited).toBe(2);
  });

  it('is too late once it was handed over', async () => {
    const id = await fixture.post(home);
    const held = await mustLease();
    await held.handOver(await claimed(held));
    await expect(fixture.messages.cancel(home.actor, id)).rejects.toMatchObject({
      code: 'message.not-cancellable',
      kind: 'conflict',
    });
    expect(await status(id)).toBe('handed_over');
  });

  it('does not wait in a circle with a worker that sends the same messages', async () => {
    for (let round = 0; round < 8; round += 1) {
      const ids = await Promise.all(
        [0, 1, 2].map((i) => fixture.post(home, { to: { email: `r${round}-${i}@example.com` } })),
      );
      const outcomes = await Promise.allSettled([
        fixture.send(home.workspaceId),
        ...ids.map((id) => fixture.messages.cancel(home.actor, id)),
      ]);
      for (const outcome of outcomes) {
        const code = outcome.status === 'rejected' ? (outcome.reason as { code: string }).code : 'fine';
        expect(['fine', 'message.not-cancellable']).toContain(code);
      }
      await fixture.send(home.workspaceId);
      for (const id of ids) expect(['accepted', 'cancelled']).toContain(await status(id));
    }
  });
});
