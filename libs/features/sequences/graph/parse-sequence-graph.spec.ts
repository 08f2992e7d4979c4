import {
  email,
  EVERY_KIND,
  EVERY_STEP,
  everyone,
  graph,
  ID,
  MALFORMED,
  steps,
  TRIGGERS,
} from '../../../testing/sequences/graph-examples';
import { graphProblems, treesOf } from './graph-problems';
import { EMPTY_GRAPH, parseSequenceGraph } from './parse-sequence-graph';
import type { SequenceGraph } from './sequence-graph';

const parsed = (json: unknown): SequenceGraph => {
  const result = parseSequenceGraph(json);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.graph;
};
const mistakes = (json: unknown): string[] => {
  const result = parseSequenceGraph(json);
  return result.ok
    ? []
    : result.issues.map(({ pointer, code }) => `${pointer} ${code.replace('sequence.', '')}`);
};
const problems = (json: unknown): string[] =>
  graphProblems(parsed(json)).map(
    ({ pointer, code, level }) => `${level} ${pointer} ${code.replace('sequence.', '')}`,
  );

describe('a graph', () => {
  it('is read with every kind of step and trigger, and nothing is wrong with it', () => {
    const read = parsed(EVERY_KIND);
    expect(graphProblems(read)).toEqual([]);
    expect(read).toMatchObject({
      triggers: [{ event: 'asset.downloaded' }, ...TRIGGERS.slice(1)],
      goal: { event: 'order.placed', where: null },
      window: { from: '09:00', to: '24:00', days: [1, 5] },
      steps: { hi: { subject: 'Hello', name: 'Greeting' }, until: { at: null, name: null } },
    });
  });

  it('is the same when it is read again', () => {
    const once = parsed(steps({ x: EVERY_STEP.wait, ...EVERY_STEP }));
    expect(parsed(JSON.parse(JSON.stringify(once)))).toEqual(once);
  });

  it('gets the defaults that are documented', () => {
    expect(parsed({ v: 1 })).toEqual(EMPTY_GRAPH);
    expect(
      parsed(graph({ triggers: [{ date: 'birthDate' }, { form: ID }, { segment: ID }, { tag: 'a' }] }))
        .triggers,
    ).toEqual([
      { date: 'birthDate', offsetDays: 0, at: '09:00', yearly: false },
      { form: ID, when: 'submitted' },
      { segment: ID, on: 'entered' },
      { tag: 'a', on: 'added' },
    ]);
  });

  it('tells all rule trees with where they stand', () => {
    const read = parsed(
      steps(EVERY_STEP, { filter: everyone, exits: [{ tree: everyone }], goal: { event: 'order.placed' } }),
    );
    expect(treesOf(read).map(({ pointer }) => pointer)).toEqual([
      '/filter',
      '/goal',
      '/exits/0/tree',
      '/steps/hears/condition',
      '/steps/asks/cases/0/tree',
    ]);
  });
});

describe('what has the wrong shape', () => {
  it.each(MALFORMED)('%s is refused, with the place', (_what, json, expected) => {
    expect(mistakes(json)).toEqual(expected);
  });

  it('is a tree too deep to be written', () => {
    const deep = JSON.parse(`${'{"rules":['.repeat(50_000)}${']}'.repeat(50_000)}`) as object;
    expect(mistakes(graph({ filter: { ...deep, v: 1 } }))).toEqual(['/filter too-deep']);
  });

  it('is told all at once', () => {
    const json = steps(
      { x: { ...email, templateId: 1 }, y: { kind: 'wait' } },
      { topicId: 'x', onCap: 'never' },
    );
    expect(mistakes(json)).toEqual([
      '/topicId invalid-value',
      '/onCap not-allowed',
      '/steps/x/templateId invalid-value',
      '/steps/y/for wait-without-time',
    ]);
  });
});

/** Without the warning that most of these graphs deserve, being nothing but emails. */
const blocks = (json: unknown): string[] =>
  problems(json).filter((found) => !found.endsWith('emails-together'));

describe('what cannot run', () => {
  it.each<[string, unknown, string[]]>([
    ['an empty draft', { v: 1 }, ['block /triggers no-trigger', 'block /start no-start']],
    ['a start that is not there', graph({ start: 'x' }), ['block /start no-start']],
    ['a next that is not there', steps({}), ['block /steps/hi/next unknown-step']],
    ['a circle', steps({ x: { ...email, next: 'hi' } }), ['block /steps/x/next circle']],
    ['a step that leads to itself', steps({ x: { ...email, next: 'x' } }), ['block /steps/x/next circle']],
    ['an island', steps({ x: { kind: 'end' }, y: { kind: 'end' } }), ['block /steps/y unreachable']],
    [
      'a circle apart',
      steps({ x: { kind: 'end' }, y: { ...email, next: 'z' }, z: { ...email, next: 'y' } }),
      ['block /steps/z/next circle', 'block /steps/y unreachable', 'block /steps/z unreachable'],
    ],
    ['emails without a topic', graph({ topicId: null }), ['block /topicId no-topic']],
    [
      'an email without template',
      graph({ steps: { hi: { kind: 'email' } } }),
      ['block /steps/hi/templateId incomplete'],
    ],
    [
      'once a year, but once',
      graph({ triggers: [{ date: 'birthDate', yearly: true }] }),
      ['warn /reentry yearly-once'],
    ],
  ])('%s', (_what, json, expected) => {
    expect(blocks(json)).toEqual(expected);
  });

  it('is not two emails at once, but their author is told', () => {
    const label = { kind: 'tag', tag: 'a', next: 'y' };
    const wait = { kind: 'wait', for: { n: 1, unit: 'day' }, next: 'y' };
    expect(problems(steps({ x: label, y: email }))).toEqual(['warn /steps/hi/next emails-together']);
    expect(problems(steps({ x: wait, y: email }))).toEqual([]);
  });

  it('is not a diamond, where two ways meet again', () => {
    const diamond = steps({
      x: {
        kind: 'split',
        parts: [
          { percent: 50, next: 'y' },
          { percent: 50, next: 'z' },
        ],
      },
      y: { ...email, next: 'z' },
      z: { kind: 'end' },
    });
    expect(blocks(diamond)).toEqual([]);
  });

  it('is found in a chain of 200 steps', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 200 }, (_, n) => [`s${n}`, { ...email, next: `s${(n + 1) % 200}` }]),
    );
    expect(blocks(graph({ start: 's0', steps: chain }))).toEqual(['block /steps/s199/next circle']);
  });

  it('names the step', () => {
    const [found] = graphProblems(parsed(steps({})));
    expect(found).toMatchObject({ step: 'hi', message: expect.stringContaining('"x"') as string });
  });
});
