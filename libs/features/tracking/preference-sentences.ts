import { createHash } from 'node:crypto';
import type { Frequency, Preferences, TopicSubscription } from '@features/consent';
import type { PreferenceText } from './preference-texts';

/** The sentences of a preference page as the person read them: what they agree or disagree to by choosing. */
export interface PreferenceSentences {
  topic: (topic: Pick<TopicSubscription, 'topicName' | 'topicDescription'>) => string;
  frequency: (frequency: Frequency) => string;
  tracking: string;
  locale: string;
  pause: (weeks: number) => string;
  endPause: string;
  unsubscribeAll: string;
  export: string;
  erase: string;
}

/** Legend and label as they stand one above the other, one sentence each. */
export function preferenceSentences(text: PreferenceText, workspace: string): PreferenceSentences {
  return {
    topic: ({ topicName, topicDescription }) =>
      [`${text.topics.legend(workspace)}: ${topicName}`, topicDescription].filter(Boolean).join('. '),
    frequency: (frequency) => `${text.frequency.legend}: ${text.frequency.labels[frequency]}`,
    tracking: `${text.tracking.label}. ${text.tracking.hint}`,
    locale: `${text.locale.legend}: ${text.locale.label}`,
    pause: (weeks) => `${text.pause.weeks(weeks)}. ${text.pause.hint}`,
    endPause: text.pause.end,
    unsubscribeAll: text.unsubscribeAll,
    export: `${text.data.export}. ${text.data.exportHint}`,
    erase: `${text.erase.what(workspace)} ${text.erase.sure}`,
  };
}

/**
 * Stands for all that a page offers to agree to. The form carries it along: when it differs as the form comes back, somebody has
 * renamed a topic or added one meanwhile, and the person has not read what would be recorded.
 */
export function fingerprintOf(
  text: PreferenceText,
  page: { workspaceName: string; preferences: Preferences; asksForTracking: boolean },
): string {
  const sentences = preferenceSentences(text, page.workspaceName);
  const shown = [
    ...page.preferences.topics.map((topic) => [topic.topicId, sentences.topic(topic)]),
    text.frequency,
    page.asksForTracking ? sentences.tracking : null,
  ];
  const digest = createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22);
  return `${text.language}.${digest}`;
}
