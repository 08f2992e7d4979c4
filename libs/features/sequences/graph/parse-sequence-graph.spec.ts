import { graphProblems, treesOf } from './graph-problems';
import { EMPTY_GRAPH, parseSequenceGraph } from './parse-sequence-graph';
import type { SequenceGraph } from './sequence-graph';

const ID = '01890000-0000-7000-8000-000000000001';
const everyone = { v: 1, match: 'all', rules: [] };
const email = { kind: 'email', templateId: ID, next: null };
const graph = (more: object = {}) => ({
  v: 1,
  triggers: [{ api: true }],
  topicId: ID,
  start: 'hi',
  steps: { hi: email },
  ...more,
});
const steps = (all: object, more: object = {}) =>
  graph({ steps: { hi: { ...email, next: 'x' }, ...all }, ...more });

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

const EVERY_STEP = {
  wait: { kind: 'wait', for: { n: 2, unit: 'day' }, at: '09:00', next: 'until' },
  until: { kind: 'wait', until: { field: 'attributes.webinarAt', offsetMinutes: -60 }, next: 'hears' },
  hears: {
    kind: 'waitUntil',
    condition: { event: 'webinar.attended', where: { match: 'all', rules: [] } },
    timeout: { n: 3, unit: 'day' },
    then: 'asks',
    else: 'end',
  },
  asks: { kind: 'branch', cases: [{ tree: everyone, next: 'coin' }], else: 'coin' },
  coin: {
    kind: 'split',
    parts: [
      { percent: 50, next: 'set' },
      { percent: 50, next: 'label' },
    ],
  },
  set: { kind: 'update', field: 'attributes.stage', value: 'warm', next: 'label' },
  label: { kind: 'tag', tag: 'vip', do: 'add', next: 'topic' },
  topic: { kind: 'topic', topicId: ID, do: 'unsubscribe', next: 'call' },
  call: { kind: 'webhook', url: 'https://example.com/hook', next: 'tell' },
  tell: { kind: 'notify', to: ['team@example.com'], subject: 'Hot', text: 'Look', next: 'other' },
  other: { kind: 'enroll', sequenceId: ID, next: 'end' },
  end: { kind: 'end' },
};

describe('a graph', () => {
  it('is read with every kind of step and trigger, and nothing is wrong with it', () => {
    const triggers = [
      { event: 'asset.downloaded', where: { match: 'all', rules: [] } },
      { form: ID, when: 'confirmed' },
      { asset: ID },
      { segment: ID, on: 'left' },
      { tag: 'vip', on: 'added' },
      { date: 'birthDate', offsetDays: -7, at: '10:30', yearly: true },
      { api: true },
    ];
    const json = steps(EVERY_STEP, {
      triggers,
      filter: everyone,
      reentry: { rule: 'after', days: 30 },
      goal: { event: 'order.placed' },
      exits: [{ tree: everyone }, { event: 'demo.booked', where: { match: 'any', rules: [] } }],
      senderId: ID,
      window: { from: '09:00', to: '24:00', days: [5, 1, 1] },
      onCap: 'skip',
      onQuietHours: 'ignore',
      steps: { hi: { ...email, subject: ' Hello ', name: 'Greeting', next: 'wait' }, ...EVERY_STEP },
    });
    const read = parsed(json);
    expect(graphProblems(read)).toEqual([]);
    expect(read).toMatchObject({
      triggers: [{ event: 'asset.downloaded' }, ...triggers.slice(1)],
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
  it.each<[string, unknown, string[]]>([
    ['no object', [], [' not-an-object']],
    ['another version', { v: 2 }, ['/v unknown-version']],
    ['an unknown key', graph({ trigger: [] }), ['/trigger unknown-key']],
    ['a trigger of no kind', graph({ triggers: [{ foo: 1 }] }), ['/triggers/0 unknown-trigger']],
    [
      'an event without a dot',
      graph({ triggers: [{ event: 'Order' }] }),
      ['/triggers/0/event invalid-event'],
    ],
    ['api: false', graph({ triggers: [{ api: false }] }), ['/triggers/0/api invalid-boolean']],
    [
      'an offset of years',
      graph({ triggers: [{ date: 'birthDate', offsetDays: 400 }] }),
      ['/triggers/0/offsetDays invalid-number'],
    ],
    ['a tree without version', graph({ filter: {} }), ['/filter/v unknown-version']],
    ['after without days', graph({ reentry: { rule: 'after' } }), ['/reentry/days invalid-number']],
    ['days without after', graph({ reentry: { rule: 'once', days: 3 } }), ['/reentry/days unexpected-key']],
    [
      'a window over midnight',
      graph({ window: { from: '22:00', to: '06:00' } }),
      ['/window/to empty-window'],
    ],
    [
      '25 o’clock',
      graph({ window: { from: '25:00', to: '26:00', days: [8] } }),
      ['/window/from invalid-value', '/window/to invalid-value', '/window/days/0 invalid-number'],
    ],
    ['a step without kind', steps({ x: {} }), ['/steps/x/kind not-allowed']],
    ['an id in capitals', steps({ X: { kind: 'end' } }), ['/steps/X invalid-step-id']],
    [
      'a template that is no id',
      steps({ x: { ...email, templateId: 'welcome' } }),
      ['/steps/x/templateId invalid-value'],
    ],
    ['a wait without time', steps({ x: { kind: 'wait', next: null } }), ['/steps/x/for wait-without-time']],
    [
      'a wait of 0 days',
      steps({ x: { kind: 'wait', for: { n: 0, unit: 'day' } } }),
      ['/steps/x/for/n invalid-number'],
    ],
    ['years', steps({ x: { kind: 'wait', for: { n: 1, unit: 'year' } } }), ['/steps/x/for/unit not-allowed']],
    [
      'a wait without timeout',
      steps({ x: { kind: 'waitUntil', condition: { event: 'a.b' } } }),
      ['/steps/x/timeout not-an-object'],
    ],
    [
      '99 %',
      steps({ x: { kind: 'split', parts: [{ percent: 50 }, { percent: 49 }] } }),
      ['/steps/x/parts percent-sum'],
    ],
    [
      'subscribing',
      steps({ x: { kind: 'topic', topicId: ID, do: 'subscribe' } }),
      ['/steps/x/do never-subscribes'],
    ],
    [
      'plain http',
      steps({ x: { kind: 'webhook', url: 'http://example.com' } }),
      ['/steps/x/url invalid-url'],
    ],
    [
      'a notification to nobody',
      steps({ x: { kind: 'notify', to: [], subject: 'a', text: 'b' } }),
      ['/steps/x/to invalid-list'],
    ],
    [
      'a value that is an object',
      steps({ x: { kind: 'update', field: 'attributes.a', value: {} } }),
      ['/steps/x/value invalid-value'],
    ],
    ['no value', steps({ x: { kind: 'update', field: 'attributes.a' } }), ['/steps/x/value invalid-value']],
    [
      'a text that no database holds',
      steps({ x: { kind: 'tag', tag: 'a\u0000' } }),
      ['/steps/x/tag invalid-text'],
    ],
    ['a next that is no id', steps({ x: { ...email, next: 7 } }), ['/steps/x/next invalid-value']],
    [
      '201 steps',
      graph({ steps: Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`s${n}`, { kind: 'end' }])) }),
      ['/steps too-many-steps'],
    ],
  ])('%s is refused, with the place', (_what, json, expected) => {
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
    expect(problems(json)).toEqual(expected);
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
    expect(problems(diamond)).toEqual([]);
  });

  it('is found in a chain of 200 steps', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 200 }, (_, n) => [`s${n}`, { ...email, next: `s${(n + 1) % 200}` }]),
    );
    expect(problems(graph({ start: 's0', steps: chain }))).toEqual(['block /steps/s199/next circle']);
  });

  it('names the step', () => {
    const [found] = graphProblems(parsed(steps({})));
    expect(found).toMatchObject({ step: 'hi', message: expect.stringContaining('"x"') as string });
  });
});
