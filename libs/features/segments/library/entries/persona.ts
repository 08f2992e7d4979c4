import type { LibraryEntry } from '../library-entry';
import { interests, values } from './psychographic';

export const persona: readonly LibraryEntry[] = [
  {
    key: 'persona-eco-conscious',
    name: 'Persona: eco-conscious',
    category: 'persona',
    useWhen: 'When you plan for people who ask where things come from before they ask what they cost.',
    parameters: [],
    rules: [{ field: 'attributes.values', op: 'hasAnyOf', value: ['sustainability'] }],
    needs: [values],
    idea: { kind: 'campaign', text: 'The footprint of one product, honestly told.' },
    persona: {
      description: 'Buys less and better, reads labels, tells friends about good examples and bad ones.',
      message: 'Where it comes from, how long it lasts, what happens to it afterwards.',
      channel: 'email',
      offer: 'Refills and repairs instead of discounts.',
    },
  },
  {
    key: 'persona-tech-savvy',
    name: 'Persona: tech-savvy',
    category: 'persona',
    useWhen: 'When you plan for people who try new things first and explain them to others.',
    parameters: [],
    rules: [{ field: 'attributes.interests', op: 'hasAnyOf', value: ['technology'] }],
    needs: [interests],
    idea: { kind: 'campaign', text: 'The beta, and a form for what is broken.' },
    persona: {
      description: 'Tries it on the day it comes out, compares figures, answers in forums.',
      message: 'What it can do, how it works, what comes next.',
      channel: 'email',
      offer: 'Early access and an open list of known problems.',
    },
  },
];
