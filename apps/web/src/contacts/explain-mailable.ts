import type { Subscription, Suppression } from '../api/models';
import { formatDay } from '../ui/format';

const WHY: Record<Suppression['reason'], string> = {
  'hard-bounce': 'mail to this address bounced for good',
  complaint: 'the person reported a mail as spam',
  unsubscribed: 'the person unsubscribed from everything',
  manual: 'a colleague suppressed the address',
  erased: 'the person was erased',
  'invalid-address': 'the address cannot receive mail',
};

/** Why a person may be mailed or not, in one sentence. */
export function explainMailable(
  subscriptions: Subscription[],
  suppression: Suppression | undefined,
): { isMailable: boolean; sentence: string } {
  if (suppression) {
    return {
      isMailable: false,
      sentence: `May not be mailed: ${WHY[suppression.reason]} (${formatDay(suppression.occurredAt)}).`,
    };
  }
  const subscribed = subscriptions
    .filter(({ status }) => status === 'subscribed')
    .map(({ topicName }) => topicName);
  if (subscribed.length > 0)
    return { isMailable: true, sentence: `May be mailed about ${subscribed.join(', ')}.` };
  if (subscriptions.some(({ status }) => status === 'pending')) {
    return {
      isMailable: false,
      sentence: 'May not be mailed yet: the subscription waits for the person to confirm it.',
    };
  }
  if (subscriptions.some(({ status }) => status === 'unsubscribed')) {
    return { isMailable: false, sentence: 'May not be mailed: the person unsubscribed.' };
  }
  return { isMailable: false, sentence: 'May not be mailed: the person never subscribed to anything.' };
}
