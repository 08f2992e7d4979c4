import {
  startSequences,
  type SequencesFixture,
  type SequencesHome,
} from '../../../testing/sequences-fixture';

// Contacts on their way through steps, on a pretend clock.
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
const after = (hours: number, from = MONDAY): Date => new Date(from.getTime() + hours * 3_600_000);
const trigger = { event: 'asset.downloaded', where: null };
const wait = (n: number, unit: string, next: string | null): object => ({
  kind: 'wait',
  for: { n, unit },
  next,
});
const email = (next: string | null): object => ({ kind: 'email', next });

/** Enters by a download at that time; the worker runs at once. */
async function enters(contactId: string, at = MONDAY): Promise<void> {
  await fixture.happens(home, contactId, { name: 'asset.downloaded', at });
  await fixture.run(home, at);
}

it('walks from mail to mail, waits in between, and ends; each mail once, however often the worker runs', async () => {
  const sequence = await fixture.publish(home, {
    triggers: [trigger],
    steps: { welcome: email('pause'), pause: wait(2, 'day', 'second'), second: email(null) },
  });
  const contact = await fixture.aReader(home);
  await enters(contact);
  expect(await fixture.where(sequence, contact)).toEqual([
    { status: 'active', reason: null, step: 'pause', due: after(48) },
  ]);
  await fixture.run(home, after(47));
  await fixture.run(home, after(48));
  await fixture.run(home, after(48));
  expect(await fixture.where(sequence, contact)).toMatchObject([{ status: 'completed', reason: 'end' }]);
  expect(await fixture.path(sequence, contact)).toEqual(['welcome:mail', 'pause:waited', 'second:mail']);
  expect(await fixture.send(home)).toBe(2);
  expect((await fixture.mails(contact)).map(({ step, status }) => `${step} ${status}`)).toEqual([
    'welcome accepted',
    'second accepted',
  ]);
});

it('waits first, then moves to the next opening; later steps count from there', async () => {
  const sequence = await fixture.publish(home, {
    triggers: [trigger],
    window: { from: '09:00', to: '17:00', days: [1, 2, 3, 4, 5] },
    steps: { pause: wait(2, 'day', 'mail'), mail: email('later'), later: wait(1, 'day', null) },
  });
  const contact = await fixture.aReader(home, { timeZone: 'Europe/Lisbon' });
  await enters(contact);
  await fixture.run(home, after(48));
  const thursday = new Date('2026-11-26T09:00:00Z');
  expect(await fixture.where(sequence, contact)).toMatchObject([{ step: 'mail', due: thursday }]);
  await fixture.run(home, thursday);
  expect(await fixture.where(sequence, contact)).toMatchObject([{ step: 'later', due: after(24, thursday) }]);
});

it('asks for the window in the zone that the contact has when its time comes', async () => {
  const sequence = await fixture.publish(home, {
    triggers: [trigger],
    window: { from: '09:00', to: '17:00', days: [1, 2, 3, 4, 5] },
    steps: { mail: email(null) },
  });
  const contact = await fixture.aReader(home, { timeZone: 'Europe/Lisbon' });
  await enters(contact);
  await fixture.db.execute(`UPDATE contacts SET time_zone = 'America/New_York' WHERE id = $1`, [contact]);
  await fixture.run(home, new Date('2026-11-24T09:00:00Z'));
  expect(await fixture.where(sequence, contact)).toMatchObject([
    { step: 'mail', due: new Date('2026-11-24T14:00:00Z') },
  ]);
  await fixture.run(home, new Date('2026-11-24T14:00:00Z'));
  expect(await fixture.path(sequence, contact)).toEqual(['mail:mail']);
});

describe('waiting for something', () => {
  const attended = { event: 'webinar.attended', where: null };
  const publish = (): Promise<string> =>
    fixture.publish(home, {
      triggers: [trigger],
      steps: {
        hears: {
          kind: 'waitUntil',
          condition: attended,
          timeout: { n: 3, unit: 'day' },
          then: 'demo',
          else: 'chance',
        },
        demo: email(null),
        chance: email(null),
      },
    });

  it('goes on at once when it happens', async () => {
    const sequence = await publish();
    const contact = await fixture.aReader(home);
    await enters(contact);
    await fixture.happens(home, contact, { name: 'webinar.attended', at: after(5) });
    await fixture.run(home, after(5));
    expect(await fixture.path(sequence, contact)).toEqual(['hears:happened', 'demo:mail']);
  });

  it('takes the other branch at the timeout, and a late event does not open it again', async () => {
    const sequence = await publish();
    const contact = await fixture.aReader(home);
    await enters(contact);
    await fixture.run(home, after(72));
    expect(await fixture.path(sequence, contact)).toEqual(['hears:timeout', 'chance:mail']);
    await fixture.happens(home, contact, { name: 'webinar.attended', at: after(71) });
    await fixture.run(home, after(73));
    expect(await fixture.path(sequence, contact)).toEqual(['hears:timeout', 'chance:mail']);
  });

  it('counts an event by the time it happened, also when the worker comes days late', async () => {
    const sequence = await publish();
    const contact = await fixture.aReader(home);
    const tooLate = await fixture.aReader(home);
    await enters(contact);
    await enters(tooLate);
    await fixture.happens(home, contact, { name: 'webinar.attended', at: after(71) });
    await fixture.happens(home, tooLate, { name: 'webinar.attended', at: after(73) });
    await fixture.run(home, after(100));
    expect(await fixture.path(sequence, contact)).toEqual(['hears:happened', 'demo:mail']);
    expect(await fixture.path(sequence, tooLate)).toEqual(['hears:timeout', 'chance:mail']);
  });

  it('hears what happened between the trigger and the first run, and nothing from before', async () => {
    const sequence = await publish();
    const contact = await fixture.aReader(home);
    const before = await fixture.aReader(home);
    await fixture.happens(home, contact, { name: 'asset.downloaded', at: MONDAY });
    await fixture.happens(home, contact, { name: 'webinar.attended', at: after(1) });
    await fixture.happens(home, before, { name: 'webinar.attended', at: after(-1) });
    await fixture.happens(home, before, { name: 'asset.downloaded', at: MONDAY });
    await fixture.run(home, after(2));
    expect(await fixture.path(sequence, contact)).toEqual(['hears:happened', 'demo:mail']);
    expect(await fixture.path(sequence, before)).toEqual([]);
  });

  it('waits for a rule tree as well: the change of a contact wakes it', async () => {
    const sequence = await fixture.publish(home, {
      triggers: [trigger],
      steps: {
        hears: {
          kind: 'waitUntil',
          condition: { tree: { v: 1, match: 'all', rules: [{ field: 'city', op: 'is', value: 'Porto' }] } },
          timeout: { n: 3, unit: 'day' },
          then: 'demo',
          else: null,
        },
        demo: email(null),
      },
    });
    const contact = await fixture.aReader(home);
    await enters(contact);
    await fixture.db.execute(`UPDATE contacts SET city = 'Porto' WHERE id = $1`, [contact]);
    await fixture.run(home, after(1));
    expect(await fixture.path(sequence, contact)).toEqual(['hears:happened', 'demo:mail']);
  });
});
