import fc from 'fast-check';
import {
  startSequences,
  type SequencesFixture,
  type SequencesHome,
} from '../../../testing/sequences-fixture';
import type { Answer } from '../simulate/answers';
import { pretendWalk } from '../simulate/pretend-walk';
import type { SequenceGraph } from '../graph/sequence-graph';
import { addWait } from '../timing/waits';
import { EMPTY_GRAPH } from '../graph/parse-sequence-graph';

// What `simulate` says will happen is what the engine does: the same mails at the same moments, in all sorts of graphs, zones and windows.
const SEED = Number(process.env.PROPERTY_SEED ?? Math.floor(Math.random() * 2 ** 31));
const RUNS = Number(process.env.PROPERTY_RUNS ?? 12);

let fixture: SequencesFixture;
let home: SequencesHome;

beforeAll(async () => {
  fixture = await startSequences();
  home = await fixture.aHome();
});

afterAll(() => fixture.close());

const time = fc.constantFrom('00:30', '01:30', '02:30', '09:00', '17:45', '23:59');
const duration = fc
  .constantFrom('minute' as const, 'hour' as const, 'day' as const, 'week' as const, 'month' as const)
  .chain((unit) =>
    fc.record({ n: fc.integer({ min: 1, max: unit === 'minute' ? 300 : 5 }), unit: fc.constant(unit) }),
  );
const window = fc.record({
  from: fc.constantFrom('00:00', '02:15', '09:00'),
  to: fc.constantFrom('03:00', '17:00', '24:00'),
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
});

/** Steps in a row; each may skip the next one. */
const stepOf = (index: number, count: number): fc.Arbitrary<object> => {
  const onward = (by: number): string | null => (index + by < count ? `s${index + by}` : null);
  const next = fc.constantFrom(onward(1), onward(1), onward(2));
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('email'), next }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('wait'), for: duration, at: fc.option(time), next }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('waitUntil'),
        condition: fc.constant({ event: `heard.${index}`, where: null }),
        timeout: duration,
        then: next,
        else: next,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('split'),
        parts: fc.tuple(next, next).map(([a, b]) => [
          { percent: 30, next: a },
          { percent: 70, next: b },
        ]),
      }),
    },
  );
};

const graphs = fc.integer({ min: 2, max: 8 }).chain((count) =>
  fc.record({
    steps: fc.tuple(...Array.from({ length: count }, (_, index) => stepOf(index, count))),
    window: fc.option(window),
    zone: fc.constantFrom('Europe/Lisbon', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'),
    start: fc.constantFrom(
      '2027-03-26T23:30:00Z',
      '2027-10-29T12:10:00Z',
      '2028-01-31T01:30:00Z',
      '2027-03-13T06:45:00Z',
    ),
    answers: fc.array(fc.option(duration), { minLength: count, maxLength: count }),
  }),
);

/** The engine's way, looked at whenever something is due; what is waited for happens so long after the step began. */
async function walkForReal(
  sequenceId: string,
  contactId: string,
  answers: ReadonlyMap<string, Date>,
): Promise<void> {
  for (let look = 0; look < 60; look += 1) {
    const [row] = (await fixture.where(sequenceId, contactId)) as {
      status: string;
      step: string;
      due: Date;
    }[];
    if (row?.status !== 'active') return;
    const happens = answers.get(row.step);
    const isHeard = happens !== undefined && happens <= row.due;
    if (isHeard) await fixture.happens(home, contactId, { name: `heard.${row.step.slice(1)}`, at: happens });
    await fixture.run(home, isHeard ? happens : row.due);
  }
  throw new Error('the contact does not arrive');
}

it(`simulates what it does (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async ({ steps, window: open, zone, start, answers: wanted }) => {
      const startAt = new Date(start);
      const named = Object.fromEntries(steps.map((step, index) => [`s${index}`, step]));
      const input = { triggers: [{ event: 'began', where: null }], window: open, steps: named };
      const sequenceId = await fixture.publish(home, input);
      const contact = await fixture.aReader(home, { timeZone: zone });
      await fixture.happens(home, contact, { name: 'began', at: startAt });
      await fixture.run(home, startAt);
      const [enrollment] = await fixture.db.query<{ id: string }>(
        'SELECT id FROM enrollments WHERE sequence_id = $1 AND contact_id = $2',
        [sequenceId, contact],
      );
      const answers = new Map<string, Answer>(
        wanted.flatMap((after, index) => (after ? [[`s${index}`, { after }] as const] : [])),
      );
      const graph = { ...EMPTY_GRAPH, ...input, start: 's0' } as unknown as SequenceGraph;
      const holds = (): Promise<never> => Promise.reject(new Error('no trees here'));
      const walker = {
        id: enrollment?.id ?? '',
        zone,
        holds,
        dateOf: () => Promise.resolve(null),
        whyNoMail: null,
        mails: { next: async (at: Date) => Promise.resolve({ at, why: null }) },
      };
      const { entries } = await pretendWalk(graph, { startAt, walker, answers, nameOf: (id) => id });
      // What comes after the timeout is left out: by then the other way was taken.
      const heard = entries.flatMap(({ step, kind, at, until }) => {
        const after = kind === 'waitUntil' && step !== null ? wanted[Number(step.slice(1))] : null;
        const happens = after && addWait(at, after, zone);
        return step !== null && happens && until && happens <= until ? [[step, happens] as const] : [];
      });
      await walkForReal(sequenceId, contact, new Map(heard));
      const real = await fixture.db.query<{ step: string; at: Date }>(
        `SELECT step, left_at AS at FROM enrollment_steps WHERE enrollment_id = $1 ORDER BY left_at, step`,
        [enrollment?.id],
      );
      const told = entries.flatMap(({ step, at, until }) =>
        step === null ? [] : [{ step, at: until ?? at }],
      );
      expect(real).toEqual(told);
    }),
    { seed: SEED, numRuns: RUNS, endOnFailure: true },
  );
});
