import { Group, List, Loader, Stack, Text, Tooltip } from '@mantine/core';
import type { SegmentPreview } from '../api/models';
import { nameOf } from '../contacts/contact-name';
import { Card } from '../ui/card';
import { formatNumber } from '../ui/format';
import { ProblemNotice } from '../ui/problem-notice';
import { AnchorLink } from '../ui/anchor-link';

interface Props {
  preview: SegmentPreview | undefined;
  error: unknown;
  isFetching: boolean;
  /** The numbers belong to earlier rules. */
  isStale: boolean;
}

/** Who the rules select at this moment. */
export function SegmentPreviewCard({ preview, error, isFetching, isStale }: Props) {
  const rest = preview ? preview.count - preview.mailableCount : 0;
  return (
    <Card
      title="Matches now"
      actions={isFetching ? <Loader size="xs" aria-label="Counting" /> : undefined}
      pos={{ md: 'sticky' }}
      top={{ md: 76 }}
    >
      <Stack aria-live="polite">
        <ProblemNotice error={error} title="The rules cannot be read" withPointers />
        {preview && !error && (
          <Stack>
            {isStale && !isFetching && (
              <Text size="sm" c="dimmed">
                These numbers belong to the rules before.
              </Text>
            )}
            <Group gap="xl">
              <div>
                <Text fz={32} fw={650} lh={1.1} className="numbers">
                  {formatNumber(preview.count)}
                </Text>
                <Text size="sm" c="dimmed">
                  {preview.count === 1 ? 'contact matches' : 'contacts match'}
                </Text>
              </div>
              <Tooltip
                label={`${formatNumber(rest)} of them may not be mailed: they are suppressed, or subscribed to no topic.`}
              >
                <div tabIndex={0} style={{ borderRadius: 6 }}>
                  <Text fz={32} fw={650} lh={1.1} className="numbers">
                    {formatNumber(preview.mailableCount)}
                  </Text>
                  <Text size="sm" c="dimmed">
                    may be mailed
                  </Text>
                </div>
              </Tooltip>
            </Group>
            {preview.estimate && (
              <Text size="sm" c="dimmed">
                {preview.estimate.margin === null
                  ? 'An estimate that may be far off: counting took too long.'
                  : `An estimate, give or take ${formatNumber(preview.estimate.margin)}: counting took too long.`}
              </Text>
            )}
            {preview.tooSmall && preview.count > 0 && (
              <Text size="sm" c="dimmed">
                Fewer than {formatNumber(preview.minimum)}, the smallest group this workspace mails without
                asking.
              </Text>
            )}
            {preview.sample.length > 0 && (
              <div>
                <Text size="sm" fw={600} mb={4}>
                  Some of them
                </Text>
                <List listStyleType="none" spacing={4} size="sm">
                  {preview.sample.map((contact) => (
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
            )}
            <Text size="xs" c="dimmed">
              Counted in {formatNumber(preview.tookMs)} ms
            </Text>
          </Stack>
        )}
      </Stack>
    </Card>
  );
}
