import type { LibraryEntry, LibraryNeed } from '../library-entry';
import { choiceField, numberField } from '../declare-needs';

const birthDate: LibraryNeed = { kind: 'built-in', path: 'birthDate', fill: { birthDate: '1993-04-17' } };
const lifeStage = choiceField('lifeStage', 'Life stage', [
  'single',
  'married',
  'widowed',
  'divorced',
  'retired',
  'empty-nester',
]);

export const demographic: readonly LibraryEntry[] = [
  {
    key: 'age-band',
    name: 'Age band',
    category: 'demographic',
    useWhen: 'When an offer suits people of a certain age; members leave by themselves on their birthday.',
    parameters: [
      { name: 'from', label: 'Youngest age', default: 25 },
      { name: 'to', label: 'Oldest age', default: 34 },
    ],
    rules: [{ field: 'age', op: 'between', value: { from: { $: 'from' }, to: { $: 'to' } } }],
    needs: [birthDate],
    idea: { kind: 'campaign', text: 'A letter with pictures and examples from the same generation.' },
  },
  {
    key: 'birthday-soon',
    name: 'Birthday soon',
    category: 'demographic',
    useWhen:
      'When you want to congratulate people, or tempt them with a gift, shortly before their birthday.',
    parameters: [{ name: 'days', label: 'Days ahead', default: 14 }],
    rules: [{ field: 'birthDate', op: 'anniversaryInNext', value: { n: { $: 'days' }, unit: 'day' } }],
    needs: [birthDate],
    idea: { kind: 'sequence', text: 'Birthday: a voucher two weeks before, a reminder on the day.' },
  },
  {
    key: 'life-stage',
    name: 'Life stage',
    category: 'demographic',
    useWhen: 'When what people need depends on where they are in life.',
    parameters: [{ name: 'stages', label: 'Life stages', default: ['retired', 'empty-nester'] }],
    rules: [{ field: 'attributes.lifeStage', op: 'isAnyOf', value: { $: 'stages' } }],
    needs: [lifeStage],
    idea: { kind: 'campaign', text: 'Products for people who have time again.' },
  },
  {
    key: 'life-stage-changed',
    name: 'New life stage',
    category: 'demographic',
    useWhen: 'When you want to speak to people just after their life changed, for example on retirement.',
    parameters: [
      { name: 'stage', label: 'New life stage', default: 'retired' },
      { name: 'days', label: 'Within so many days', default: 30 },
    ],
    rules: [
      {
        event: 'contact.changed',
        within: { last: { $: 'days' }, unit: 'day' },
        where: {
          match: 'all',
          rules: [
            { property: 'field', op: 'is', value: 'attributes.lifeStage' },
            { property: 'to', op: 'is', value: { $: 'stage' } },
          ],
        },
      },
      { field: 'attributes.lifeStage', op: 'is', value: { $: 'stage' } },
    ],
    needs: [lifeStage],
    idea: { kind: 'sequence', text: 'Congratulations first, an offer that fits the new stage a week later.' },
  },
  {
    key: 'marital-status',
    name: 'Marital status',
    category: 'demographic',
    useWhen: 'When an offer is for couples, or for people who live alone.',
    parameters: [{ name: 'statuses', label: 'Marital statuses', default: ['married', 'in-partnership'] }],
    rules: [{ field: 'attributes.maritalStatus', op: 'isAnyOf', value: { $: 'statuses' } }],
    needs: [
      choiceField('maritalStatus', 'Marital status', [
        'single',
        'married',
        'in-partnership',
        'divorced',
        'widowed',
      ]),
    ],
    idea: { kind: 'campaign', text: 'Tables, tickets and weekends for two.' },
  },
  {
    key: 'gender',
    name: 'Gender',
    category: 'demographic',
    useWhen: 'When a collection or a greeting differs by gender and people told you theirs.',
    parameters: [{ name: 'gender', label: 'Gender', default: 'female' }],
    rules: [{ field: 'attributes.gender', op: 'is', value: { $: 'gender' } }],
    needs: [choiceField('gender', 'Gender', ['female', 'male', 'non-binary', 'other'])],
    idea: { kind: 'campaign', text: 'The new collection, with the matching pictures first.' },
  },
  {
    key: 'income',
    name: 'Income',
    category: 'demographic',
    useWhen: 'When a price range suits people with a certain yearly household income.',
    parameters: [{ name: 'least', label: 'Yearly income, at least', default: 60_000 }],
    rules: [{ field: 'attributes.income', op: 'gte', value: { $: 'least' } }],
    needs: [numberField('income', 'Yearly household income', 72_000)],
    idea: { kind: 'campaign', text: 'The premium range, with a personal appointment.' },
  },
  {
    key: 'occupation',
    name: 'Occupation',
    category: 'demographic',
    useWhen: 'When work decides what people need, and at which hours they read.',
    parameters: [{ name: 'occupations', label: 'Occupations', default: ['student'] }],
    rules: [{ field: 'attributes.occupation', op: 'isAnyOf', value: { $: 'occupations' } }],
    needs: [
      choiceField('occupation', 'Occupation', [
        'employed',
        'self-employed',
        'student',
        'job-seeking',
        'homemaker',
        'retired',
      ]),
    ],
    idea: { kind: 'campaign', text: 'Student prices at the start of term.' },
  },
  {
    key: 'qualification',
    name: 'Qualification',
    category: 'demographic',
    useWhen: 'When a course or a job builds on a certain education.',
    parameters: [{ name: 'levels', label: 'Qualifications', default: ['bachelor', 'master', 'doctorate'] }],
    rules: [{ field: 'attributes.qualification', op: 'isAnyOf', value: { $: 'levels' } }],
    needs: [
      choiceField('qualification', 'Qualification', [
        'school',
        'vocational',
        'bachelor',
        'master',
        'doctorate',
      ]),
    ],
    idea: { kind: 'campaign', text: 'Courses for graduates, with dates and fees.' },
  },
];
