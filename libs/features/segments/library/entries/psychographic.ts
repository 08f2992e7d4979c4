import type { LibraryEntry } from '../library-entry';
import { choiceField, listField } from '../declare-needs';

export const interests = listField('interests', 'Interests', [
  'cooking',
  'travel',
  'sport',
  'technology',
  'music',
  'gardening',
]);

export const values = listField('values', 'Values', [
  'sustainability',
  'quality',
  'price',
  'convenience',
  'novelty',
  'tradition',
]);

export const psychographic: readonly LibraryEntry[] = [
  {
    key: 'interests',
    name: 'Interests',
    category: 'psychographic',
    useWhen: 'When people told you in a form or a survey what they like.',
    parameters: [{ name: 'interests', label: 'Interests, any of', default: ['cooking', 'travel'] }],
    rules: [{ field: 'attributes.interests', op: 'hasAnyOf', value: { $: 'interests' } }],
    needs: [interests],
    idea: { kind: 'campaign', text: 'Only the articles about what they like.' },
  },
  {
    key: 'values',
    name: 'Values',
    category: 'psychographic',
    useWhen: 'When a survey shows what people care about, and the argument should begin there.',
    parameters: [{ name: 'values', label: 'Values, all of', default: ['sustainability'] }],
    rules: [{ field: 'attributes.values', op: 'hasAllOf', value: { $: 'values' } }],
    needs: [values],
    idea: { kind: 'campaign', text: 'Where it comes from, who made it, and how it is sent.' },
  },
];

export const needsBased: readonly LibraryEntry[] = [
  {
    key: 'stated-need',
    name: 'Stated need',
    category: 'needs',
    useWhen: 'When people said in a form or a survey what they are looking for.',
    parameters: [{ name: 'need', label: 'Need', default: 'save-time' }],
    rules: [{ field: 'attributes.need', op: 'is', value: { $: 'need' } }],
    needs: [choiceField('need', 'Need', ['save-time', 'save-money', 'learn', 'compare', 'replace'])],
    idea: { kind: 'sequence', text: 'Three letters, each with one answer to exactly this need.' },
  },
];
