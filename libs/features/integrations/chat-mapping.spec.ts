import { checkMapping, DEFAULT_MAPPING, mapChat } from './chat-mapping';

const now = new Date('2026-11-23T12:00:00Z');
const report = {
  conversationId: 'c-1',
  email: ' ana@example.com ',
  name: 'Ana Maria Silva',
  page: '/prices',
};

describe('mapChat', () => {
  it('reads what stands where the mapping says', () => {
    const mapping = checkMapping({
      conversationId: '/chat/id',
      email: '/visitor/contacts/0/value',
      startedAt: '/chat/at',
      'attributes.plan': '/visitor/a~1b',
      'properties.agent': '/agents/0/name',
    });
    const chat = {
      chat: { id: 77, at: 1_763_900_000 },
      visitor: { contacts: [{ value: 'bo@example.com' }], 'a/b': 'gold' },
      agents: [{ name: 'Rui' }],
    };
    expect(mapChat(mapping, chat, now)).toEqual({
      conversationId: '77',
      email: 'bo@example.com',
      startedAt: new Date(1_763_900_000_000),
      fields: {},
      attributes: { plan: 'gold' },
      properties: { agent: 'Rui' },
    });
  });

  it('splits a name, unless first and last name are given', () => {
    const { fields, properties } = mapChat(DEFAULT_MAPPING, report, now);
    expect([fields, properties]).toEqual([
      { firstName: 'Ana', lastName: 'Maria Silva' },
      { page: '/prices' },
    ]);
    expect(mapChat(DEFAULT_MAPPING, { ...report, firstName: 'Ann' }, now).fields).toMatchObject({
      firstName: 'Ann',
    });
  });

  it.each([
    [{ ...report, conversationId: undefined }, '/conversationId'],
    [{ ...report, conversationId: {} }, '/conversationId'],
    [{ ...report, conversationId: 'x'.repeat(201) }, '/conversationId'],
    [{ ...report, email: '' }, '/email'],
    [null, '/conversationId'],
    [[], '/conversationId'],
  ])('refuses %j', (input, pointer) => {
    const error = expect.objectContaining({
      code: 'chat.invalid',
      errors: [expect.objectContaining({ pointer })],
    });
    expect(() => mapChat(DEFAULT_MAPPING, input, now)).toThrow(error);
  });

  it.each([
    ['2026-11-23T11:00:00Z', '2026-11-23T11:00:00.000Z'],
    ['2026-11-23T13:00:01+01:00', undefined],
    ['2026-11-23T11:00:00', undefined],
    ['soon', undefined],
    [0, undefined],
  ])('takes %j for the start as %s', (startedAt, expected) => {
    expect(mapChat(DEFAULT_MAPPING, { ...report, startedAt }, now).startedAt?.toISOString()).toBe(expected);
  });

  it('reaches no prototype', () => {
    const mapping = {
      ...DEFAULT_MAPPING,
      'properties.a': '/constructor/name',
      'properties.b': '/__proto__/x',
    };
    expect(mapChat(mapping, report, now).properties).toEqual({ page: '/prices' });
  });
});

describe('checkMapping', () => {
  it.each([
    [{ email: '/email' }, '/mapping/conversationId'],
    [{ conversationId: '/id' }, '/mapping/email'],
    [{ ...DEFAULT_MAPPING, status: '/x' }, '/mapping/status'],
    [{ ...DEFAULT_MAPPING, city: 'x' }, '/mapping/city'],
    [{ ...DEFAULT_MAPPING, 'attributes.__proto__': '/x' }, '/mapping/attributes.__proto__'],
  ])('refuses %j', (mapping, pointer) => {
    const error = expect.objectContaining({ errors: [expect.objectContaining({ pointer })] });
    expect(() => checkMapping(mapping)).toThrow(error);
  });
});
