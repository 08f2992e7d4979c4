import { EVERY_STEP, graph as aGraph, ID } from '../../../testing/sequences/graph-examples';
import type { Enrollment, StepLogRow } from '../enrollments/enrollment-reads.repository';
import type { EnrollmentLog } from '../enrollments/enrollment-reads.service';
import { parseSequenceGraph } from '../graph/parse-sequence-graph';
import type { SequenceGraph } from '../graph/sequence-graph';
import { describeLog, whyNoEntry } from './describe-log';

const at = (day: number, time = '09:00'): Date => new Date(`2026-11-${day}T${time}:00Z`);

function graph(): SequenceGraph {
  const parsed = parseSequenceGraph(
    aGraph({
      window: { from: '09:00', to: '17:00' },
      steps: {
        hi: { kind: 'email', name: 'Welcome', templateId: ID, subject: 'Hello', next: 'wait' },
        ...EVERY_STEP,
      },
    }),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.graph;
}

const enrollment: Enrollment = {
  id: ID,
  sequenceId: ID,
  version: 1,
  contactId: ID,
  contactEmail: 'ana@example.com',
  entry: 1,
  status: 'active',
  reason: null,
  step: 'wait',
  stepEnteredAt: at(23),
  dueAt: at(25),
  deadlineAt: null,
  problem: null,
  enteredAt: at(23),
  endedAt: null,
  trigger: { event: 'asset.downloaded' },
};
const row = (step: string, outcome: string, more: Partial<StepLogRow> = {}): StepLogRow => ({
  step,
  outcome,
  visit: 1,
  version: 1,
  enteredAt: at(23),
  leftAt: at(24),
  details: null,
  mail: null,
  ...more,
});
const mail = (status: string, reason: string | null = null): Partial<StepLogRow> => ({
  mail: { deliveryId: ID, status, reason, finishedAt: null },
});

function told(log: Partial<EnrollmentLog>, more: Partial<Enrollment> = {}) {
  const whole: EnrollmentLog = { steps: [], why: 'waiting', ...log, enrollment: { ...enrollment, ...more } };
  const all = graph();
  return describeLog(whole, {
    graphOf: (version) => (version === 1 ? all : undefined),
    nameOf: () => 'a name',
    zone: 'Europe/Lisbon',
  });
}
const said = (step: StepLogRow): string => {
  const [, line] = told({ steps: [step] }).lines;
  return [line?.text, line?.why].filter(Boolean).join(' ');
};

describe('what happened', () => {
  it.each<[StepLogRow, string]>([
    [row('hi', 'mail', mail('accepted')), 'The email “Hello” was sent.'],
    [row('hi', 'mail', mail('pending')), 'The email “Hello” is about to be sent.'],
    [
      row('hi', 'mail', mail('suppressed', 'frequency-cap')),
      'The email “Hello” was not sent. Because the contact had as many marketing emails lately as the workspace allows.',
    ],
    [
      row('hi', 'mail', mail('suppressed', 'unsubscribed')),
      'The email “Hello” was not sent. Because the contact unsubscribed.',
    ],
    [
      row('hi', 'mail', mail('refused', '550 no such user')),
      'The email “Hello” was refused by the mail server. 550 no such user',
    ],
    [
      row('hi', 'mail', mail('cancelled', 'left the sequence: goal')),
      'The email “Hello” was taken back before it was sent. Because the contact left the sequence: goal.',
    ],
    [row('hi', 'mail'), 'The email “Hello” was not sent. The contact could not be mailed.'],
    [row('wait', 'waited'), 'Waited at “wait” since Mon 23 Nov 2026, 09:00.'],
    [row('until', 'no-date'), 'Did not wait at “until”. The contact has no such date.'],
    [
      row('hears', 'happened', { details: { at: '2026-11-24T08:00:00Z' } }),
      'What “hears” waits for happened. On Tue 24 Nov 2026, 08:00.',
    ],
    [row('hears', 'timeout'), 'What “hears” waits for did not happen within 3 days.'],
    [row('asks', 'case', { details: { case: 0 } }), 'Took case 1 of “asks”.'],
    [row('asks', 'else'), 'No case of “asks” held, so the contact took the other way.'],
    [row('coin', 'part', { details: { part: 1 } }), 'Fell into part 2 of “coin”.'],
    [row('set', 'changed'), 'Set attributes.stage to "warm".'],
    [row('label', 'unchanged'), 'Gave the tag “vip”. It was so already.'],
    [row('topic', 'changed'), 'Unsubscribed from “a name”.'],
    [row('call', 'called'), 'Called https://example.com/hook.'],
    [row('tell', 'told'), 'Told team@example.com: “Hot”.'],
    [row('other', 'enrolled'), 'Entered the sequence “a name”.'],
    [
      row('other', 'not-enrolled', { details: { why: 'already-in' } }),
      'Did not enter the sequence “a name”. It is in it already.',
    ],
    [row('other', 'not-running'), 'Did not enter the sequence “a name”. It takes nobody in at present.'],
    [row('end', 'end'), 'Came to the end.'],
    [row('wait', 'goal'), '“wait” was broken off. The goal was reached.'],
    [
      row('wait', 'stopped', { details: { by: 'Ana' } }),
      '“wait” was broken off. The contact was taken out by Ana.',
    ],
    [row('wait', 'moved', { details: { by: 'Ana', to: 'end' } }), 'Was moved from “wait” to “end” by Ana.'],
    [row('wait', 'moved', { details: { to: 'hi' } }), 'Was moved from “wait” to “Welcome”.'],
    [row('gone', 'mail', { version: 9 }), 'Left the step “gone”.'],
  ])('%#', (step, expected) => {
    expect(said(step)).toBe(expected);
  });

  it('begins with the entrance, and ends with why it is over', () => {
    const texts = (more: Partial<Enrollment>) => told({ why: 'ended' }, more).lines.map(({ text }) => text);
    expect(texts({ endedAt: at(25), status: 'completed', reason: 'end' })).toEqual([
      'Entered by “asset.downloaded”.',
      'Came to the end of the sequence.',
    ]);
    expect(
      texts({ endedAt: at(25), status: 'exited', reason: 'unsubscribed', trigger: { api: 'Ana' } }),
    ).toEqual(['Entered by hand or by the API (Ana).', 'Left the sequence: the contact unsubscribed.']);
    expect(texts({ trigger: { date: 'birthDate' } })).toEqual(['Entered by the date in birthDate.']);
    expect(texts({ trigger: { sequence: ID } })).toEqual(['Entered from the sequence “a name”.']);
  });
});

describe('what is next', () => {
  it.each<[EnrollmentLog['why'], Partial<Enrollment>, string]>([
    ['waiting', {}, '“wait” waits until Wed 25 Nov 2026, 09:00; then “until” follows.'],
    [
      'waiting',
      { step: 'hi' },
      'The email of “Welcome” goes out on Wed 25 Nov 2026, 09:00 because of the sending times (09:00–17:00).',
    ],
    [
      'waiting',
      { step: 'hears', deadlineAt: at(26) },
      '“hears” waits for “webinar.attended”, at most until Thu 26 Nov 2026, 09:00; without it, “end” follows.',
    ],
    ['paused', {}, 'The sequence is paused; “wait” comes when it is resumed.'],
    ['due', {}, '“wait” comes at any moment.'],
    [
      'problem',
      { problem: 'The tag is broken.' },
      'The step “wait” could not be taken: The tag is broken. It is tried again.',
    ],
    ['ended', { dueAt: null }, 'Nothing is next: the contact is not in the sequence any more.'],
  ])('%s', (why, more, expected) => {
    expect(told({ why }, more).next).toBe(expected);
  });
});

it('says why somebody did not enter', () => {
  expect([whyNoEntry('filter'), whyNoEntry('something new'), whyNoEntry(null)]).toEqual([
    'The filter of that sequence does not let it in.',
    'something new',
    null,
  ]);
});
