import { Text, Timeline } from '@mantine/core';
import IconBolt from '@tabler/icons-react/dist/esm/icons/IconBolt.mjs';
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs';
import IconNote from '@tabler/icons-react/dist/esm/icons/IconNote.mjs';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../api/models';
import type { DeliveryStatus } from '../api/models';
import { Card } from '../ui/card';
import { formatTime, words } from '../ui/format';
import { Loading } from '../ui/loading';
import { Pager } from '../ui/pager';
import { ProblemNotice } from '../ui/problem-notice';
import { useCursorPages } from '../ui/use-cursor-pages';
import { timelineQuery } from './contact-queries';
import { AnchorLink } from '../ui/anchor-link';

const ICONS = { note: IconNote, event: IconBolt, delivery: IconMail } as const;

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isShown(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** With a capital first letter. */
function sentence(value: string): string {
  return value.charAt(0).toUpperCase() + value.slice(1);
}

type Translate = TFunction<['contacts', 'campaigns']>;

function titleOf({ kind, title, details }: TimelineItem, t: Translate): string {
  if (kind === 'delivery')
    return t('timeline.delivery', {
      state: t(`campaigns:delivery.${title as DeliveryStatus}`).toLowerCase(),
      name: text(details.campaign) || text(details.template) || t('timeline.message'),
    });
  if (kind === 'note') return t('timeline.note', { name: text(details.authorName) });
  return sentence(words(title));
}

function detailOf({ kind, details }: TimelineItem): string {
  if (kind === 'note') return text(details.body);
  if (kind === 'delivery') return text(details.reason);
  if (typeof details.field === 'string') {
    return `${words(details.field)}: ${[details.from, details.to].filter(isShown).map(String).join(' → ')}`;
  }
  return Object.entries(details)
    .filter(([, value]) => isShown(value))
    .map(([key, value]) => `${key}: ${String(value)}`)
    .join(' · ');
}

/** What happened, newest first. */
export function ContactTimeline({ contactId }: { contactId: string }) {
  const { t } = useTranslation(['contacts', 'campaigns']);
  const pages = useCursorPages(contactId);
  const timeline = useQuery(timelineQuery(contactId, pages.cursor));
  return (
    <Card title={t('timeline.title')}>
      <ProblemNotice error={timeline.error} onRetry={() => void timeline.refetch()} />
      {timeline.isPending && <Loading rows={4} height={24} />}
      {timeline.data?.items.length === 0 && <Text c="dimmed">{t('timeline.none')}</Text>}
      <Timeline bulletSize={26} lineWidth={2} active={timeline.data?.items.length ?? 0}>
        {timeline.data?.items.map((item) => {
          const Icon = ICONS[item.kind];
          const campaignId = text(item.details.campaignId);
          return (
            <Timeline.Item
              key={item.kind + item.id}
              bullet={<Icon size={14} aria-hidden />}
              title={
                item.kind === 'delivery' && campaignId ? (
                  <AnchorLink to="/campaigns/$campaignId" params={{ campaignId }} inherit>
                    {titleOf(item, t)}
                  </AnchorLink>
                ) : (
                  titleOf(item, t)
                )
              }
            >
              {detailOf(item) && (
                <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  {detailOf(item)}
                </Text>
              )}
              <Text size="xs" c="dimmed">
                {formatTime(item.occurredAt)}
              </Text>
            </Timeline.Item>
          );
        })}
      </Timeline>
      {timeline.data && <Pager pages={pages} nextCursor={timeline.data.nextCursor} />}
    </Card>
  );
}
