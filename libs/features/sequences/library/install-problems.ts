import { problem, type SequenceProblem } from '../graph/sequence-problem';
import type { EntryChoices, SequenceEntry } from './sequence-entry';

/** What only the library knows to be unfinished about a sequence that it has just installed. All of it are warnings. */
export function installProblems(
  entry: SequenceEntry,
  choices: EntryChoices,
  { seesClicks }: { seesClicks: boolean },
): SequenceProblem[] {
  return [
    ...startProblems(entry, choices),
    ...topicProblems(entry, choices),
    ...(seesClicks ? [] : clickProblems(entry)),
  ];
}

/** Where the workspace tracks nobody, everybody looks silent: also who clicked "yes". */
function clickProblems({ graph }: SequenceEntry): SequenceProblem[] {
  const asks = (part: unknown): boolean => JSON.stringify(part ?? null).includes('"email.clicked"');
  const pointers = [
    ...(asks(graph['goal']) ? ['/goal'] : []),
    ...Object.entries(graph.steps).flatMap(([id, step]) => (asks(step) ? [`/steps/${id}`] : [])),
  ];
  return pointers.map((pointer) =>
    problem(pointer, {
      code: 'clicks-not-seen',
      level: 'warn',
      message:
        'The tracking mode of the workspace keeps no clicks of single contacts: whoever clicks is taken for silent.',
      remedy:
        'Set the tracking mode to "individual", or let the links lead to a form and ask for form.submitted.',
    }),
  );
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
