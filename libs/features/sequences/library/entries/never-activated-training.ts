import { email, sent, waitDays, WEEKDAYS } from '../declare';
import type { SequenceEntry } from '../sequence-entry';

export const neverActivatedTraining: SequenceEntry = {
  key: 'never-activated-training',
  name: 'Never activated: training',
  useWhen: 'When people sign up for your product and stop before they used the feature that makes them stay.',
  story:
    'Three days after signing up a film of one minute, then an invitation to a short training. Who comes gets a checklist; who does not gets a personal letter and the tag "never activated". Using the feature ends it at once.',
  needs: [
    sent('product.signed-up', { plan: 'trial' }),
    sent('feature.used', { feature: 'delivery-plan' }),
    sent('training.attended'),
  ],
  notes: [
    'Any feature.used is the goal. If you report several features, add a condition on the property "feature" to the goal.',
  ],
  startsOn: { on: 'triggers', triggers: [{ event: 'product.signed-up' }] },
  emails: [
    { key: 'first-steps', name: 'First steps in a minute' },
    { key: 'training', name: 'Invitation to the training' },
    { key: 'checklist', name: 'Checklist after the training' },
    { key: 'letter', name: 'Personal letter' },
  ],
  graph: {
    reentry: { rule: 'once' },
    goal: { event: 'feature.used' },
    window: WEEKDAYS,
    onCap: 'defer',
    onQuietHours: 'defer',
    start: 'explores',
    steps: {
      explores: { ...waitDays(3, 'first-steps'), name: 'Three days to look round' },
      'first-steps': email('first-steps', 'First steps in a minute', 'tries'),
      tries: { ...waitDays(4, 'training'), name: 'Four days to try' },
      training: email('training', 'Invitation to the training', 'attends'),
      attends: {
        kind: 'waitUntil',
        name: 'Comes to the training?',
        condition: { event: 'training.attended' },
        timeout: { n: 10, unit: 'day' },
        then: 'checklist',
        else: 'letter',
      },
      checklist: email('checklist', 'Checklist after the training', 'practises'),
      practises: { ...waitDays(7, 'end'), name: 'A week to begin' },
      letter: email('letter', 'Personal letter', 'answers'),
      answers: { ...waitDays(7, 'inactive'), name: 'A week to answer' },
      inactive: { kind: 'tag', tag: 'never activated', do: 'add', next: 'end' },
      end: { kind: 'end' },
    },
  },
};
