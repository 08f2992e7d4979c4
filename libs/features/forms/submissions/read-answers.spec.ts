import { readDefinition } from '../definition/read-definition';
import { readAnswers, type PostedFields } from './read-answers';

const TOPIC = '0199c0de-0000-7000-8000-000000000001';
const field = (path: string, type: string, choices: string[] = []) =>
  ({ path, label: path, type, choices, isCustom: path.startsWith('attributes.') }) as never;
const scope = {
  topicIds: new Set([TOPIC]),
  catalogue: [
    field('email', 'text'),
    field('country', 'text'),
    field('birthDate', 'date'),
    field('attributes.size', 'number'),
    field('attributes.vip', 'boolean'),
    field('attributes.plan', 'choice', ['Free', 'Pro']),
    field('attributes.interests', 'multi-choice', ['Tea', 'Coffee', 'Cake']),
    field('attributes.seen', 'date-time'),
  ],
};
const definition = readDefinition(
  {
    fields: [
      { name: 'email', to: 'email', label: 'Email' },
      { name: 'country', to: 'country', label: 'Country' },
      { name: 'birth', to: 'birthDate', label: 'Birth date', max: '2008-12-31' },
      { name: 'size', to: 'attributes.size', label: 'Size', min: 2, max: 10 },
      { name: 'vip', to: 'attributes.vip', label: 'VIP' },
      { name: 'plan', to: 'attributes.plan', label: 'Plan' },
      { name: 'interests', to: 'attributes.interests', label: 'Interests', max: 2 },
      { name: 'seen', to: 'attributes.seen', label: 'Seen' },
      { name: 'note', type: 'text', label: 'Note', isLong: true, max: 5 },
      { name: 'ref', type: 'number', isHidden: true, value: '7' },
    ],
    consents: [{ topicId: TOPIC, text: 'Yes', isRequired: true }],
  },
  scope,
);
const read = (posted: PostedFields) =>
  readAnswers(
    { email: ['ana@example.com'], consent: [TOPIC], ...posted },
    { definition, language: 'en', notAsked: new Set(), now: new Date('2026-11-23T12:00:00Z') },
  );
const errorOf = (posted: PostedFields) => read(posted).errors.map(({ name }) => name);

describe('readAnswers', () => {
  it('brings every type of field into its stored form', () => {
    expect(
      read({
        country: ['pt'],
        birth: ['1990-02-03'],
        size: ['3.5'],
        vip: ['true'],
        plan: ['pro'],
        interests: ['Cake', 'Tea'],
        seen: ['2026-11-01T10:30'],
        note: [' hello '],
        other: ['not a field'],
      }),
    ).toMatchObject({
      errors: [],
      email: { address: 'ana@example.com' },
      consents: [{ topicId: TOPIC, kind: 'checkbox', text: 'Yes' }],
      answers: {
        country: 'PT',
        birth: '1990-02-03',
        size: 3.5,
        vip: true,
        plan: 'Pro',
        interests: ['Tea', 'Cake'],
        seen: '2026-11-01T10:30:00.000Z',
        note: 'hello',
        ref: 7,
      },
    });
  });

  it.each<[string, PostedFields]>([
    ['email', { email: ['ana@nowhere'] }],
    ['email', { email: [] }],
    ['country', { country: ['Atlantis'] }],
    ['birth', { birth: ['2026-02-30'] }],
    ['birth', { birth: ['2010-01-01'] }],
    ['size', { size: ['1'] }],
    ['size', { size: ['many'] }],
    ['plan', { plan: ['Gold'] }],
    ['interests', { interests: ['Tea', 'Coffee', 'Cake'] }],
    ['seen', { seen: ['yesterday'] }],
    ['note', { note: ['too long'] }],
    ['consent-0', { consent: [] }],
  ])('says that %s is wrong in %j', (name, posted) => {
    expect(errorOf(posted)).toEqual([name]);
  });

  it('leaves out a hidden value that does not fit, since nobody could mend it', () => {
    const { errors, answers } = read({ ref: ['<script>'] });
    expect([errors, answers['ref']]).toEqual([[], undefined]);
  });

  it('agrees to nothing that was not ticked', () => {
    const voluntary = {
      ...definition,
      consents: definition.consents.map((one) => ({ ...one, isRequired: false })),
    };
    const asking = { definition: voluntary, language: 'en', notAsked: new Set<string>(), now: new Date() };
    expect(readAnswers({ email: ['a@example.com'], consent: ['on'] }, asking).consents).toEqual([]);
  });
});
