import { NativeSelect, Stack, Text, Timeline, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import IconBolt from '@tabler/icons-react/dist/esm/icons/IconBolt.mjs';
import IconForms from '@tabler/icons-react/dist/esm/icons/IconForms.mjs';
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs';
import IconNote from '@tabler/icons-react/dist/esm/icons/IconNote.mjs';
import IconShoppingBag from '@tabler/icons-react/dist/esm/icons/IconShoppingBag.mjs';
import IconUserPlus from '@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../api/models';
import { Card } from '../ui/card';
import { formatClock, formatDay } from '../ui/format-time';
import { Loading } from '../ui/loading';
import { Pager } from '../ui/pager';
import { ProblemNotice } from '../ui/problem-notice';
import { useCursorPages } from '../ui/use-cursor-pages';
import { timelineQuery } from './contact-queries';
import {
  readContactPageSearch,
  TIMELINE_SUBJECTS,
  type ContactPageSearch,
  type TimelineSubject,
} from './timeline-subject';
import { byDay, detailOf, text, titleOf, type Translate } from './timeline-words';
import { AnchorLink } from '../ui/anchor-link';

/** Of events, by what stands before the point of their name. */
const EVENT_ICONS: Partial<Record<string, Icon>> = {
  email: IconMail,
  form: IconForms,
  survey: IconForms,
  order: IconShoppingBag,
};

function iconOf({ kind, title }: TimelineItem): Icon {
  if (kind === 'note') return IconNote;
  if (kind === 'delivery') return IconMail;
  if (title === 'contact.created') return IconUserPlus;
  return EVENT_ICONS[title.split('.')[0] ?? ''] ?? IconBolt;
}

/** What happened, newest first. */
export function ContactTimeline({ contactId }: { contactId: string }) {
  const { t } = useTranslation(['contacts', 'campaigns']);
  const { story } = useSearch({ strict: false }) as ContactPageSearch;
  const pages = useCursorPages(`${contactId} ${story ?? ''}`);
  const timeline = useQuery(timelineQuery(contactId, { subject: story, cursor: pages.cursor }));
  return (
    <Card title={t('timeline.title')} actions={<SubjectChoice contactId={contactId} story={story} />}>
      <ProblemNotice error={timeline.error} onRetry={() => void timeline.refetch()} />
      {timeline.isPending && <Loading rows={4} height={24} />}
      {timeline.data?.items.length === 0 && (
        <Text c="dimmed">{t(story ? 'timeline.noneOf' : 'timeline.none')}</Text>
      )}
      <Stack gap="lg">
        {byDay(timeline.data?.items ?? [], formatDay).map(({ day, items }) => (
          <section key={day} aria-label={day}>
            <Title order={3} size="sm" c="dimmed" mb="sm">
              {day}
            </Title>
            <Timeline bulletSize={26} lineWidth={2} active={items.length}>
              {items.map((item) => (
                <Timeline.Item key={item.kind + item.id} {...partsOf(item, t)} />
              ))}
            </Timeline>
          </section>
        ))}
      </Stack>
      {timeline.data && <Pager pages={pages} nextCursor={timeline.data.nextCursor} />}
    </Card>
  );
}

function SubjectChoice({ contactId, story }: { contactId: string; story: TimelineSubject | undefined }) {
  const { t } = useTranslation('contacts');
  const navigate = useNavigate();
  return (
    <NativeSelect
      size="xs"
      aria-label={t('timeline.show')}
      value={story ?? ''}
      data={[
        { value: '', label: t('timeline.subjects.all') },
        ...TIMELINE_SUBJECTS.map((value) => ({ value, label: t(`timeline.subjects.${value}`) })),
      ]}
      onChange={({ currentTarget: { value } }) =>
        void navigate({
          to: '/contacts/$contactId',
          params: { contactId },
          search: readContactPageSearch({ story: value }),
          replace: true,
          resetScroll: false,
        })
      }
    />
  );
}

function partsOf(item: TimelineItem, t: Translate) {
  const Bullet = iconOf(item);
  const campaignId = text(item.details.campaignId);
  const detail = detailOf(item, t);
  const title = titleOf(item, t);
  return {
    bullet: <Bullet size={14} aria-hidden />,
    title:
      item.kind === 'delivery' && campaignId ? (
        <AnchorLink to="/campaigns/$campaignId" params={{ campaignId }} inherit>
          {title}
        </AnchorLink>
      ) : (
        title
      ),
    children: (
      <>
        {detail && (
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {detail}
          </Text>
        )}
        <Text size="xs" c="dimmed">
          {formatClock(item.occurredAt)}
        </Text>
      </>
    ),
  };
}
