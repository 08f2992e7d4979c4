import { Group, List, Loader, NativeSelect, Progress, Stack, Text, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SegmentPreview } from '../api/models';
import { nameOf } from '../contacts/contact-name';
import { topicsQuery } from '../settings/settings-queries';
import { AnchorLink } from '../ui/anchor-link';
import { Card } from '../ui/card';
import { formatNumber } from '../ui/format';
import { ProblemNotice } from '../ui/problem-notice';

interface Props {
  preview: SegmentPreview | undefined;
  error: unknown;
  isFetching: boolean;
  /** The numbers belong to earlier rules. */
  isStale: boolean;
  topicId: string | null;
  onTopic: (topicId: string | null) => void;
}

/** Who the rules select at this moment. */
export function SegmentPreviewCard({ preview, error, isFetching, isStale, topicId, onTopic }: Props) {
  const { t } = useTranslation('segments');
  return (
    <Card
      title={t('preview.title')}
      actions={isFetching ? <Loader size="xs" role="status" aria-label={t('preview.counting')} /> : undefined}
    >
      <Stack aria-live="polite">
        <ProblemNotice error={error} title={t('preview.failed')} />
        {preview && (
          <Stack style={{ opacity: isStale ? 0.55 : 1 }}>
            <Numbers preview={preview} />
            {isStale && !isFetching && (
              <Text size="sm" c="dimmed">
                {t('preview.stale')}
              </Text>
            )}
            <TopicSelect topicId={topicId} onTopic={onTopic} />
            {preview.estimate && (
              <Text size="sm" c="dimmed">
                {preview.estimate.margin === null
                  ? t('preview.roughEstimate')
                  : t('preview.estimate', { margin: formatNumber(preview.estimate.margin) })}
              </Text>
            )}
            {preview.tooSmall && preview.count > 0 && (
              <Text size="sm" c="dimmed">
                {t('preview.tooSmall', { minimum: formatNumber(preview.minimum) })}
              </Text>
            )}
            {preview.sample.length > 0 && <Sample people={preview.sample} />}
          </Stack>
        )}
      </Stack>
    </Card>
  );
}

function Numbers({ preview }: { preview: SegmentPreview }) {
  const { t } = useTranslation('segments');
  const { count, mailableCount, isEstimate } = preview;
  const about = isEstimate ? '≈ ' : '';
  const rest = Math.max(0, count - mailableCount);
  return (
    <div>
      <Group gap="xl" align="flex-end">
        <div>
          <Text fz={34} fw={650} lh={1.1} className="numbers">
            {about}
            {formatNumber(count)}
          </Text>
          <Text size="sm" c="dimmed">
            {t('preview.match', { count })}
          </Text>
        </div>
        <Tooltip label={t('preview.notMailable', { count: rest, number: formatNumber(rest) })}>
          <div tabIndex={0} style={{ borderRadius: 6 }}>
            <Text fz={34} fw={650} lh={1.1} className="numbers">
              {about}
              {formatNumber(mailableCount)}
            </Text>
            <Text size="sm" c="dimmed" td="underline" style={{ textDecorationStyle: 'dotted' }}>
              {t('preview.mailable')}
            </Text>
          </div>
        </Tooltip>
      </Group>
      {count > 0 && (
        <Progress
          mt="sm"
          size="sm"
          value={(100 * mailableCount) / count}
          aria-label={t('preview.mailableShare')}
        />
      )}
    </div>
  );
}

function TopicSelect({ topicId, onTopic }: Pick<Props, 'topicId' | 'onTopic'>) {
  const { t } = useTranslation('segments');
  const topics = useQuery(topicsQuery);
  if (!topics.data || topics.data.items.length < 2) return null;
  return (
    <NativeSelect
      size="xs"
      label={t('preview.about')}
      value={topicId ?? ''}
      onChange={(event) => onTopic(event.currentTarget.value || null)}
      data={[
        { value: '', label: t('preview.anyTopic') },
        ...topics.data.items.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}

function Sample({ people }: { people: SegmentPreview['sample'] }) {
  const { t } = useTranslation('segments');
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {t('preview.some')}
      </Text>
      <List listStyleType="none" spacing={4} size="sm">
        {people.map((contact) => (
          <List.Item key={contact.id} style={{ overflowWrap: 'anywhere' }}>
            <AnchorLink to="/contacts/$contactId" params={{ contactId: contact.id }} size="sm">
              {nameOf(contact) || contact.email}
            </AnchorLink>
            {nameOf(contact) && (
              <Text span size="sm" c="dimmed">
                {' '}
                {contact.email}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
