import { EventsService } from '@features/events';
import {
  startSequences,
  type SequencesFixture,
  type SequencesHome,
} from '../../../testing/sequences-fixture';

// Workers and APIs whose clocks are wrong by many minutes: the time is that of the database.
let fixture: SequencesFixture;
let home: SequencesHome;

beforeAll(async () => {
  fixture = await startSequences();
});

afterAll(() => fixture.close());

beforeEach(async () => {
  home = await fixture.aHome();
});

const RightDate = Date;
const MINUTE = 60_000;

afterEach(() => {
  globalThis.Date = RightDate;
});

/** From here on this process's clock is wrong; its timers run as they should. */
function clockIsWrongBy(minutes: number): void {
  const now = (): number => RightDate.now() + minutes * MINUTE;
  globalThis.Date = new Proxy(RightDate, {
    construct: (target, args, made) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, made) as Date,
    get: (target, key, receiver): unknown => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
}

const trigger = { event: 'asset.downloaded', where: null };
const email = (next: string | null): object => ({ kind: 'email', next });

async function enters(contactId: string): Promise<void> {
  await fixture.happens(home, contactId, { name: 'asset.downloaded', at: new RightDate() });
  await fixture.run(home);
}

it('sends nothing early where a worker is ahead, and keeps nobody waiting where one is behind', async () => {
  const sequence = await fixture.publish(home, {
    triggers: [trigger],
    steps: { pause: { kind: 'wait', for: { n: 5, unit: 'minute' }, next: 'mail' }, mail: email(null) },
  });
  const contact = await fixture.aReader(home);
  clockIsWrongBy(30);
  await enters(contact);
  await fixture.run(home);
  expect(await fixture.path(sequence, contact)).toEqual([]);
  // The five minutes go by.
  await fixture.db.execute(
    `UPDATE enrollments SET step_entered_at = step_entered_at - interval '5 minutes', due_at = due_at - interval '5 minutes'`,
  );
  clockIsWrongBy(-30);
  await fixture.run(home);
  expect(await fixture.path(sequence, contact)).toEqual(['pause:waited', 'mail:mail']);
  expect(await fixture.send(home)).toBe(1);
});

describe('an event that somebody waits for', () => {
  const publish = (): Promise<string> =>
    fixture.publish(home, {
      triggers: [trigger],
      steps: {
        hears: {
          kind: 'waitUntil',
          condition: { event: 'webinar.attended', where: null },
          timeout: { n: 1, unit: 'day' },
          then: 'demo',
          else: null,
        },
        demo: email(null),
      },
    });
  const reported = (contactId: string) =>
    fixture.app
      .get(EventsService, { strict: false })
      .ingest(home.workspaceId, [{ name: 'webinar.attended', contactId }]);

  it.each([30, -30])(
    'counts as of now where the clock of the API is wrong by %i minutes',
    async (minutes) => {
      const sequence = await publish();
      const contact = await fixture.aReader(home);
      await enters(contact);
      clockIsWrongBy(minutes);
      await reported(contact);
      await fixture.run(home);
      expect(await fixture.path(sequence, contact)).toEqual(['hears:happened', 'demo:mail']);
    },
  );

  it('is heard when its time comes where its sender dates it ahead', async () => {
    const sequence = await publish();
    const contact = await fixture.aReader(home);
    await enters(contact);
    const at = new Date(Date.now() + 8 * MINUTE);
    await fixture.happens(home, contact, { name: 'webinar.attended', at });
    await fixture.run(home);
    expect(await fixture.path(sequence, contact)).toEqual([]);
    await fixture.run(home, at);
    expect(await fixture.path(sequence, contact)).toEqual(['hears:happened', 'demo:mail']);
  });
});
