import { problem, type SequenceProblem } from '../graph/sequence-problem';
import type { EntryChoices, SequenceEntry } from './sequence-entry';

/** What only the library knows to be unfinished about a sequence that it has just installed. All of it are warnings. */
export function installProblems(entry: SequenceEntry, choices: EntryChoices): SequenceProblem[] {
  return [...startProblems(entry, choices), ...topicProblems(entry, choices)];
}

function startProblems({ startsOn }: SequenceEntry, { assetId, formId }: EntryChoices): SequenceProblem[] {
  if (startsOn.on === 'asset' && assetId === undefined)
    return [
      problem('/triggers/0', {
        code: 'no-asset',
        level: 'warn',
        message: 'No asset was chosen: the download of any asset starts the sequence.',
        remedy: 'Make the trigger { "asset": "<id>" } with the id of your eBook.',
      }),
    ];
  if (startsOn.on === 'form' && formId === undefined)
    return [
      problem('/triggers/0', {
        code: 'no-form',
        level: 'warn',
        message: 'No form was chosen: any form that is sent in starts the sequence.',
        remedy: 'Make the trigger { "form": "<id>", "when": "submitted" } with the id of your sign-up form.',
      }),
    ];
  return [];
}

/** The missing topic itself is a block; that a rule went with it, nobody would see. */
function topicProblems({ graph }: SequenceEntry, { topicId }: EntryChoices): SequenceProblem[] {
  if (topicId !== undefined) return [];
  return Object.entries(graph.steps)
    .filter(([, step]) => step['kind'] === 'waitUntil' && JSON.stringify(step).includes('"topic"'))
    .map(([id]) =>
      problem(`/steps/${id}/condition/tree`, {
        code: 'no-topic-rule',
        level: 'warn',
        message: `Step "${id}" should wait for the subscription to the topic, and waits for nothing without one.`,
        remedy: 'Add the rule { "topic": "<key>", "status": "subscribed" } once the topic is chosen.',
      }),
    );
}
