import { consentServicesFor } from '../../../testing/factories/topic';
import {
  startSequences,
  type SequencesFixture,
  type SequencesHome,
} from '../../../testing/sequences-fixture';
import { WatchSequences } from './watch-sequences.service';

// Who enters and who leaves, and why; the clock is pretended.
let fixture: SequencesFixture;
let home: SequencesHome;

beforeAll(async () => {
  fixture = await startSequences();
});

afterAll(() => fixture.close());

beforeEach(async () => {
  home = await fixture.aHome();
});

const MONDAY = new Date('2026-11-23T18:00:00Z');
const after = (hours: number): Date => new Date(MONDAY.getTime() + hours * 3_600_000);
const download = { event: 'asset.downloaded', where: null };
const order = { event: 'order.placed', where: null };
const is = (property: string, value: string): object => ({
  match: 'all',
  rules: [{ property, op: 'is', value }],
});
const tree = (...rules: object[]): Record<string, unknown> => ({ v: 1, match: 'all', rules });
const waiting = { steps: { wait: { kind: 'wait', for: { n: 30, unit: 'day' } } } };

async function downloads(contactId: string, at = MONDAY, properties: object = {}): Promise<void> {
  await fixture.happens(home, contactId, { name: 'asset.downloaded', at, properties });
}
async function signals(): Promise<number> {
  const sql = 'SELECT count(*) AS n FROM sequence_signals WHERE workspace_id = $1';
  return (await fixture.db.queryOne<{ n: number }>(sql, [home.workspaceId]))?.n ?? -1;
}
const statuses = async (sequence: string, contact: string): Promise<string[]> =>
  (await fixture.where(sequence, contact)).map((row) => {
    const { status, reason } = row as { status: string; reason: string | null };
    return reason === null ? status : `${status} ${reason}`;
  });

describe('entering', () => {
  it('takes the event with these properties, once, and leaves no signal behind', async () => {
    const sequence = await fixture.publish(home, {
      triggers: [{ event: 'asset.downloaded', where: is('asset', 'ebook') as never }],
      ...waiting,
    });
    const [wanted, other] = [await fixture.aReader(home), await fixture.aReader(home)];
    await downloads(wanted, MONDAY, { asset: 'ebook' });
    await downloads(wanted, MONDAY, { asset: 'ebook' });
    await downloads(other, MONDAY, { asset: 'poster' });
    await fixture.run(home, MONDAY);
    expect(await statuses(sequence, wanted)).toEqual(['active']);
    expect(await statuses(sequence, other)).toEqual([]);
    expect(await signals()).toBe(0);
  });

  it('leaves no signal of an event that nobody listens to, nor of one of another workspace', async () => {
    await fixture.publish(home, { triggers: [download], goal: order, ...waiting });
    const reader = await fixture.aReader(home);
    await fixture.happens(home, reader, { name: 'page.viewed', at: MONDAY });
    await fixture.happens(home, reader, { name: 'order.placed', at: MONDAY });
    const elsewhere = await fixture.aHome();
    await fixture.happens(elsewhere, await fixture.aReader(elsewhere), {
      name: 'asset.downloaded',
      at: MONDAY,
    });
    expect(await fixture.db.query('SELECT name FROM sequence_signals')).toEqual([]);
  });

  it.each([
    ['a form', { form: 'f-1', when: 'confirmed' }, { name: 'form.confirmed', properties: { form: 'f-1' } }],
    ['an asset', { asset: 'a-1' }, { name: 'asset.downloaded', properties: { asset: 'a-1' } }],
    ['a segment', { segment: 's-1', on: 'left' }, { name: 'segment.left', properties: { segment: 's-1' } }],
    [
      'a tag',
      { tag: 'Vip', on: 'added' },
      { name: 'contact.changed', properties: { field: 'tags', from: null, to: 'vip' } },
    ],
  ])('is started by %s', async (_what, trigger, event) => {
    const sequence = await fixture.publish(home, { triggers: [trigger as never], ...waiting });
    const reader = await fixture.aReader(home);
    await fixture.happens(home, reader, {
      ...event,
      at: MONDAY,
      properties: { ...event.properties, form: 'other', asset: 'other', segment: 'other', to: 'other' },
    });
    await fixture.run(home, MONDAY);
    expect(await statuses(sequence, reader)).toEqual([]);
    await fixture.happens(home, reader, { ...event, at: MONDAY });
    await fixture.run(home, MONDAY);
    expect(await statuses(sequence, reader)).toEqual(['active']);
  });

  it('is started by what stands on deliveries and contacts themselves, with their properties', async () => {
    const hard = await fixture.publish(home, {
      triggers: [{ event: 'email.bounced', where: is('class', 'soft') as never }],
      ...waiting,
    });
    const created = await fixture.publish(home, {
      triggers: [{ event: 'contact.created', where: is('source', 'api') as never }],
      steps: { mail: { kind: 'email' } },
    });
    const reader = await fixture.aReader(home);
    await fixture.run(home, new Date());
    expect(await statuses(created, reader)).toEqual(['completed end']);
    await fixture.send(home);
    await fixture.run(home, new Date());
    expect(await statuses(hard, reader)).toEqual([]);
    const sql = `UPDATE deliveries SET bounced_at = now(), bounce_class = 'soft' WHERE contact_id = $1`;
    await fixture.db.execute(sql, [reader]);
    await fixture.db.execute('UPDATE deliveries SET attempts = attempts WHERE contact_id = $1', [reader]);
    await fixture.run(home, new Date());
    expect(await statuses(hard, reader)).toEqual(['active']);
  });

  it('asks the filter, and does not take whoever must not be mailed', async () => {
    const sequence = await fixture.publish(home, {
      triggers: [download],
      filter: tree({ field: 'city', op: 'is', value: 'Porto' }),
      ...waiting,
    });
    const [lives, elsewhere, left] = [
      await fixture.aReader(home, { city: 'Porto' }),
      await fixture.aReader(home, { city: 'Faro' }),
      await fixture.aReader(home, { city: 'Porto' }),
    ];
    await unsubscribes(left);
    for (const one of [lives, elsewhere, left]) await downloads(one);
    await fixture.run(home, MONDAY);
    expect(await statuses(sequence, lives)).toEqual(['active']);
    expect([await statuses(sequence, elsewhere), await statuses(sequence, left)]).toEqual([[], []]);
  });

  it.each([
    [{ rule: 'once' as const }, 1],
    [{ rule: 'always' as const }, 3],
    [{ rule: 'after' as const, days: 2 }, 2],
  ])('enters anew by the rule %j', async (reentry, times) => {
    const steps = { wait: { kind: 'wait', for: { n: 1, unit: 'hour' } } };
    const sequence = await fixture.publish(home, { triggers: [download], reentry, steps });
    const reader = await fixture.aReader(home);
    for (const hours of [0, 5, 53]) {
      await downloads(reader, after(hours));
      await fixture.run(home, after(hours));
      await fixture.run(home, after(hours + 2));
    }
    expect(await statuses(sequence, reader)).toHaveLength(times);
  });

  it('is not started by history that somebody loads', async () => {
    const sequence = await fixture.publish(home, { triggers: [download], ...waiting });
    const reader = await fixture.aReader(home);
    await downloads(reader, after(-24 * 8));
    await fixture.run(home, MONDAY);
    expect(await statuses(sequence, reader)).toEqual([]);
  });

  it('goes on while the sequence is paused, and everybody waits; a goal ends a passage all the same', async () => {
    const sequence = await fixture.publish(home, {
      triggers: [download],
      goal: order,
      steps: { mail: { kind: 'email' } },
    });
    await fixture.setStatus(home, sequence, 'paused');
    const [stays, buys] = [await fixture.aReader(home), await fixture.aReader(home)];
    for (const one of [stays, buys]) await downloads(one);
    await fixture.run(home, MONDAY);
    await fixture.happens(home, buys, { name: 'order.placed', at: after(1) });
    await fixture.run(home, after(1));
    expect(await statuses(sequence, stays)).toEqual(['active']);
    expect(await fixture.mails(stays)).toEqual([]);
    expect(await statuses(sequence, buys)).toEqual(['completed goal']);
    await fixture.setStatus(home, sequence, 'active');
    await fixture.run(home, after(2));
    expect(await statuses(sequence, stays)).toEqual(['completed end']);
  });

  it('begins on the day of a contact, in its zone, once a year; 29 February is on 1 March', async () => {
    const sequence = await fixture.publish(home, {
      triggers: [{ date: 'birthDate', offsetDays: 0, at: '09:00', yearly: true }],
      reentry: { rule: 'always' },
      steps: { tag: { kind: 'tag', tag: 'birthday', do: 'add' } },
    });
    await fixture.db.execute(
      `UPDATE sequence_versions SET published_at = '2026-01-01' WHERE sequence_id = $1`,
      [sequence],
    );
    const lisbon = await fixture.aReader(home, { birthDate: '1990-03-01', timeZone: 'Europe/Lisbon' });
    const leap = await fixture.aReader(home, { birthDate: '1992-02-29', timeZone: 'America/New_York' });
    const watch = async (at: string): Promise<void> => {
      await fixture.app.get(WatchSequences).run(new AbortController().signal, new Date(at));
      await fixture.run(home, new Date(at));
    };
    await watch('2027-03-01T08:59:00Z');
    expect(await statuses(sequence, lisbon)).toEqual([]);
    await watch('2027-03-01T09:01:00Z');
    await watch('2027-03-01T09:06:00Z');
    expect(await statuses(sequence, lisbon)).toEqual(['completed end']);
    expect(await statuses(sequence, leap)).toEqual([]);
    await watch('2027-03-01T14:01:00Z');
    expect(await statuses(sequence, leap)).toEqual(['completed end']);
    await watch('2028-02-29T14:01:00Z');
    expect(await statuses(sequence, leap)).toHaveLength(2);
  });
});

async function unsubscribes(contactId: string): Promise<void> {
  const { workspaceId, topicId } = home;
  await consentServicesFor(fixture.db).subscriptions.unsubscribe({
    workspaceId,
    contactId,
    topicId,
    method: 'test',
  });
}

describe('leaving, also while waiting', () => {
  const exits: Record<string, (contactId: string) => Promise<unknown>> = {
    'completed goal': (id) => fixture.happens(home, id, { name: 'order.placed', at: after(1) }),
    'exited exit': (id) => fixture.db.execute(`UPDATE contacts SET city = 'Faro' WHERE id = $1`, [id]),
    'exited unsubscribed': unsubscribes,
    'exited hard-bounce': (id) => suppressed(id, 'hard-bounce'),
    'exited complaint': (id) => suppressed(id, 'complaint'),
  };

  async function suppressed(contactId: string, reason: 'hard-bounce' | 'complaint'): Promise<void> {
    const [row] = await fixture.db.query<{ email: string }>('SELECT email FROM contacts WHERE id = $1', [
      contactId,
    ]);
    await consentServicesFor(fixture.db).suppressions.add(home.actor, {
      email: row?.email ?? '',
      reason,
      source: 'test',
    });
  }

  it.each(Object.keys(exits))('%s, at once; mail that is not on its way is taken back', async (ending) => {
    const sequence = await fixture.publish(home, {
      triggers: [download],
      goal: order,
      exits: [{ tree: tree({ field: 'city', op: 'is', value: 'Faro' }) }],
      steps: { mail: { kind: 'email', next: 'wait' }, ...waiting.steps },
    });
    const reader = await fixture.aReader(home);
    await downloads(reader);
    await fixture.run(home, MONDAY);
    await exits[ending]?.(reader);
    await fixture.run(home, after(2));
    expect(await statuses(sequence, reader)).toEqual([ending]);
    expect(await fixture.path(sequence, reader)).toEqual(['mail:mail', `wait:${ending.split(' ')[1]}`]);
    expect((await fixture.mails(reader))[0]?.status).toBe('cancelled');
  });

  it('takes events in their order: what ended a passage may come before what begins the next', async () => {
    const sequence = await fixture.publish(home, {
      triggers: [download],
      goal: order,
      reentry: { rule: 'always' },
      ...waiting,
    });
    const reader = await fixture.aReader(home);
    await downloads(reader, after(0));
    await fixture.happens(home, reader, { name: 'order.placed', at: after(1) });
    await downloads(reader, after(2));
    await fixture.run(home, after(3));
    expect(await statuses(sequence, reader)).toEqual(['completed goal', 'active']);
    const early = await fixture.aReader(home);
    await fixture.happens(home, early, { name: 'order.placed', at: after(-1) });
    await downloads(early, after(0));
    await fixture.run(home, after(3));
    expect(await statuses(sequence, early)).toEqual(['active']);
  });

  it('leaves nothing of a contact that is erased', async () => {
    const sequence = await fixture.publish(home, { triggers: [download], ...waiting });
    const reader = await fixture.aReader(home);
    await downloads(reader);
    await fixture.run(home, MONDAY);
    await downloads(reader);
    await fixture.db.execute('DELETE FROM contacts WHERE id = $1', [reader]);
    expect(await fixture.where(sequence, reader)).toEqual([]);
    expect(await signals()).toBe(0);
  });

  it('notices what time alone changes in a rule tree, within the quarter of an hour', async () => {
    const sequence = await fixture.publish(home, {
      triggers: [download],
      exits: [{ tree: tree({ event: 'asset.downloaded', did: false, within: { last: 3, unit: 'day' } }) }],
      ...waiting,
    });
    const reader = await fixture.aReader(home);
    await downloads(reader);
    await fixture.run(home, MONDAY);
    await fixture.app.get(WatchSequences).run(new AbortController().signal, after(24 * 4));
    expect(await statuses(sequence, reader)).toEqual(['exited exit']);
  });

  it('goes on without a sequence whose rules have come to nothing', async () => {
    const broken = await fixture.publish(home, {
      triggers: [download],
      filter: tree({ tag: 'gone', has: true }),
      ...waiting,
    });
    const sound = await fixture.publish(home, { triggers: [download], ...waiting });
    const reader = await fixture.aReader(home);
    await downloads(reader);
    await fixture.run(home, MONDAY);
    expect([await statuses(broken, reader), await statuses(sound, reader)]).toEqual([[], ['active']]);
  });
});
