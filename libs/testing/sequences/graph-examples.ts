/** Graphs for tests: one with everything in it, and all sorts that are no graphs. */
export const ID = '01890000-0000-7000-8000-000000000001';
export const everyone = { v: 1, match: 'all', rules: [] };
export const email = { kind: 'email', templateId: ID, next: null };
export const graph = (more: object = {}) => ({
  v: 1,
  triggers: [{ api: true }],
  topicId: ID,
  start: 'hi',
  steps: { hi: email },
  ...more,
});
export const steps = (all: object, more: object = {}) =>
  graph({ steps: { hi: { ...email, next: 'x' }, ...all }, ...more });

export const EVERY_STEP = {
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

export const TRIGGERS = [
  { event: 'asset.downloaded', where: { match: 'all', rules: [] } },
  { form: ID, when: 'confirmed' },
  { asset: ID },
  { segment: ID, on: 'left' },
  { tag: 'vip', on: 'added' },
  { date: 'birthDate', offsetDays: -7, at: '10:30', yearly: true },
  { api: true },
];
export const EVERY_KIND = steps(EVERY_STEP, {
  triggers: TRIGGERS,
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

/** What it is, the JSON, and the mistakes that the parser names. */
export const MALFORMED: readonly [string, unknown, string[]][] = [
  ['no object', [], [' not-an-object']],
  ['another version', { v: 2 }, ['/v unknown-version']],
  ['an unknown key', graph({ trigger: [] }), ['/trigger unknown-key']],
  ['a trigger of no kind', graph({ triggers: [{ foo: 1 }] }), ['/triggers/0 unknown-trigger']],
  ['an event without a dot', graph({ triggers: [{ event: 'Order' }] }), ['/triggers/0/event invalid-event']],
  ['api: false', graph({ triggers: [{ api: false }] }), ['/triggers/0/api invalid-boolean']],
  [
    'an offset of years',
    graph({ triggers: [{ date: 'birthDate', offsetDays: 400 }] }),
    ['/triggers/0/offsetDays invalid-number'],
  ],
  ['a tree without version', graph({ filter: {} }), ['/filter/v unknown-version']],
  ['after without days', graph({ reentry: { rule: 'after' } }), ['/reentry/days invalid-number']],
  ['days without after', graph({ reentry: { rule: 'once', days: 3 } }), ['/reentry/days unexpected-key']],
  ['a window over midnight', graph({ window: { from: '22:00', to: '06:00' } }), ['/window/to empty-window']],
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
  ['plain http', steps({ x: { kind: 'webhook', url: 'http://example.com' } }), ['/steps/x/url invalid-url']],
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
];
