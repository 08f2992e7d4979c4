import type { TFunction } from 'i18next';
import type { Delivery } from '../api/models';
import { formatTime } from '../ui/format';

type Detailed = Pick<
  Delivery,
  'reason' | 'reply' | 'complainedAt' | 'bouncedAt' | 'unsubscribedAt' | 'nextAttemptAt'
>;

/** What is known about a message beyond its state, the server's own words among it. */
export function detailOf(delivery: Detailed, t: TFunction<'campaigns'>): string {
  const { reason, reply, complainedAt, bouncedAt, unsubscribedAt, nextAttemptAt } = delivery;
  const parts = [
    reason,
    reply, // begins with its codes
    bouncedAt && t('log.bounced', { when: formatTime(bouncedAt) }),
    complainedAt && t('log.complained', { when: formatTime(complainedAt) }),
    unsubscribedAt && t('log.unsubscribed', { when: formatTime(unsubscribedAt) }),
    nextAttemptAt && t('log.next', { when: formatTime(nextAttemptAt) }),
  ];
  return parts.filter(Boolean).join(' · ');
}
