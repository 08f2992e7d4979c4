import { Accordion, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../../ui/format-time';
import { AuditDetails } from './audit-details';
import type { AuditEntry } from './audit-queries';
import { useActionTexts } from './use-action-texts';

/** A line each; opened, it says everything that was written down. */
export function AuditList({ entries }: { entries: AuditEntry[] }) {
  const { t } = useTranslation('audit');
  const { textOf } = useActionTexts();
  return (
    <Accordion variant="contained" multiple order={2} radius="md">
      {entries.map((entry) => (
        <Accordion.Item key={entry.id} value={entry.id} bg="var(--mantine-color-body)">
          <Accordion.Control px="md">
            <Group justify="space-between" gap={4} pe="sm">
              <Text size="sm" fw={600} style={{ flex: '1 1 200px' }}>
                {textOf(entry.action)}
              </Text>
              <Text size="sm" c="dimmed" component="span">
                {entry.actorName || t(`actor.${entry.actorKind}`)}
                {' · '}
                <time dateTime={entry.createdAt}>{formatTime(entry.createdAt)}</time>
              </Text>
            </Group>
          </Accordion.Control>
          <Accordion.Panel>
            <AuditDetails entry={entry} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
