import { EVERY_STEP, everyone, graph as aGraph, ID } from '../../../testing/sequences/graph-examples';
import { parseSequenceGraph } from '../graph/parse-sequence-graph';
import type { SequenceGraph } from '../graph/sequence-graph';
import { readAnswers, type Answers } from './answers';
import { pretendWalk, type PretendWalk, type Walker } from './pretend-walk';

const MONDAY = new Date('2026-11-23T18:00:00Z');
const email = (next: string | null, subject = 'Hello') => ({ kind: 'email', templateId: ID, subject, next });

const graph = (steps: object, more: object = {}): SequenceGraph => {
  const parsed = parseSequenceGraph(aGraph({ start: Object.keys(steps)[0], steps, ...more }));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.graph;
};
const walk = async (
  sequence: SequenceGraph,
  { answers = {}, ...walker }: Partial<Walker> & { answers?: Answers } = {},
): Promise<PretendWalk> =>
  pretendWalk(sequence, {
    startAt: MONDAY,
    answers: readAnswers(answers, sequence),
    nameOf: () => 'a name',
    walker: {
      id: ID,
      zone: 'Europe/Lisbon',
      holds: async () => Promise.resolve({ holds: true, because: 'It holds.' }),
      dateOf: async () => Promise.resolve(null),
      whyNoMail: null,
      mails: { next: async (at) => Promise.resolve({ at, why: null }) },
      ...walker,
    },
  });
const story = ({ entries }: PretendWalk): string[] =>
  entries.map(({ at, step, does }) => `${at.toISOString().slice(0, 16)} ${step ?? '-'}: ${does}`);

describe('a pretended walk', () => {
  it('moves what falls due on Wednesday evening to Thursday morning, and counts on from there', async () => {
    const sequence = graph(
      {
        welcome: email('pause', 'Welcome'),
        pause: { kind: 'wait', for: { n: 2, unit: 'day' }, next: 'second' },
        second: email('again', 'Second'),
        again: { kind: 'wait', for: { n: 1, unit: 'day' }, next: 'third' },
        third: email(null, 'Third'),
      },
      { window: { from: '09:00', to: '17:00', days: [1, 2, 3, 4] } },
    );
    const done = await walk(sequence);
    expect(story(done)).toEqual([
      '2026-11-24T09:00 welcome: Gets the email “Welcome”.',
      '2026-11-24T09:00 pause: Waits 2 days: until Thu 26 Nov 2026, 09:00.',
      '2026-11-26T09:00 second: Gets the email “Second”.',
      '2026-11-26T09:00 again: Waits 1 day: until Fri 27 Nov 2026, 09:00.',
      '2026-11-30T09:00 third: Gets the email “Third”.',
    ]);
    expect(done.entries[0]?.why).toBe(
      'It fell due on Mon 23 Nov 2026, 18:00, outside of the sending times (09:00–17:00, Mon Tue Wed Thu).',
    );
    expect(done).toMatchObject({ endedBy: 'end', endsAt: new Date('2026-11-30T09:00:00Z') });
  });

  const hears = graph({
    hears: {
      kind: 'waitUntil',
      condition: { event: 'webinar.attended' },
      timeout: { n: 3, unit: 'day' },
      then: 'demo',
      else: 'chance',
    },
    demo: email(null, 'Demo'),
    chance: email(null, 'Second chance'),
  });

  it.each([
    ['happens after 2 hours', '2026-11-23T20:00 demo: Gets the email “Demo”.'],
    ['happens after 3 days', '2026-11-26T18:00 demo: Gets the email “Demo”.'],
    ['happens after 4 days', '2026-11-26T18:00 chance: Gets the email “Second chance”.'],
    ['never', '2026-11-26T18:00 chance: Gets the email “Second chance”.'],
  ])('takes the way of what is said to happen: %s', async (answer, last) => {
    expect(story(await walk(hears, { answers: { hears: answer } })).at(-1)).toBe(last);
  });

  it('takes what nobody answered not to happen, and says so', async () => {
    const [wait] = (await walk(hears)).entries;
    expect(wait).toMatchObject({ next: 'chance', why: expect.stringContaining('No answer') as string });
  });

  it('asks the rules of the contact, and tells why', async () => {
    const asks = graph({
      asks: { kind: 'branch', cases: [{ tree: everyone, next: 'yes' }], else: 'no' },
      yes: { kind: 'end' },
      no: { kind: 'end' },
    });
    expect((await walk(asks)).entries[0]).toMatchObject({ next: 'yes', why: 'It holds.' });
    const holds = async () => Promise.resolve({ holds: false, because: 'Ana is not from Portugal.' });
    expect((await walk(asks, { holds })).entries[0]).toMatchObject({
      next: 'no',
      why: 'Ana is not from Portugal.',
    });
    expect((await walk(asks, { answers: { asks: 'else' } })).entries[0]).toMatchObject({ next: 'no' });
  });

  it('breaks off a wait at the goal, and what begins later does not happen', async () => {
    const sequence = graph({
      pause: { kind: 'wait', for: { n: 2, unit: 'day' }, next: 'hi' },
      hi: email(null),
    });
    const done = await walk(sequence, {
      answers: { goal: 'happens after 1 day', exit: 'happens after 3 days' },
    });
    expect(done.entries).toMatchObject([
      { kind: 'wait', until: new Date('2026-11-24T18:00:00Z'), next: null },
      { kind: 'goal', step: null },
    ]);
    expect(done).toMatchObject({ endedBy: 'goal', endsAt: new Date('2026-11-24T18:00:00Z') });
  });

  it('says why a mail would not be sent, and goes on', async () => {
    const done = await walk(graph({ hi: email('end'), end: { kind: 'end' } }), {
      whyNoMail: 'they unsubscribed',
    });
    expect(done.entries).toMatchObject([
      { isSent: false, why: 'It may not be sent, because they unsubscribed.' },
      { kind: 'end' },
    ]);
  });

  it('waits for the date of the contact, unless there is none or it is over', async () => {
    const sequence = graph({ until: { ...EVERY_STEP.until, next: null } });
    const on = async (value: string | null) =>
      (await walk(sequence, { dateOf: async () => Promise.resolve(value) })).endsAt.toISOString();
    expect(await on('2026-12-01T15:00:00Z')).toBe('2026-12-01T14:00:00.000Z');
    expect(await on('2026-11-01T15:00:00Z')).toBe(MONDAY.toISOString());
    expect(await on(null)).toBe(MONDAY.toISOString());
  });

  it('tells every kind of step in words', async () => {
    const sequence = graph(EVERY_STEP);
    const done = await walk(sequence, { answers: { hears: 'happens after 1 minute', coin: 'part 1' } });
    expect(story(done).map((line) => line.split(': ')[1])).toMatchInlineSnapshot(`
      [
        "Waits 2 days, at 09:00",
        "Goes on at once.",
        "Waits for “webinar.attended”, which happens on Wed 25 Nov 2026, 09:01.",
        "Takes case 1.",
        "Falls into part 1 (50 %).",
        "Sets attributes.stage to "warm".",
        "Gets the tag “vip”.",
        "Is unsubscribed from “a name”.",
        "https://example.com/hook is called.",
        "team@example.com are told",
        "Enters the sequence “a name”.",
        "Comes to the end.",
      ]
    `);
  });
});

describe('answers', () => {
  it.each([
    ['hears', 'sometime'],
    ['hears', 'happens after 9999 days'],
    ['demo', 'never'],
    ['nothing', 'never'],
  ])('that fit no step are refused: %s %s', (key, text) => {
    const sequence = graph({
      hears: { ...EVERY_STEP.hears, then: 'demo', else: null },
      demo: { kind: 'end' },
    });
    expect(() => readAnswers({ [key]: text }, sequence)).toThrow(`answers.${key}`);
  });
});
