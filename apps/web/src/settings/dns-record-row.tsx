import { Badge, Box, Button, Code, CopyButton, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DnsRecord } from './domain-queries';

const COLORS = { ok: 'tide', warning: 'yellow', missing: 'red', wrong: 'red' } as const;

/** A record as it should be, to copy, beside what DNS says now. */
export function DnsRecordRow({ record }: { record: DnsRecord }) {
  const { t } = useTranslation('settings');
  return (
    <Box style={{ borderTop: '1px solid var(--mantine-color-default-border)', paddingTop: 12 }}>
      <Group gap="sm" mb={6}>
        <Text fw={650}>{t(`domains.record.${record.check}`)}</Text>
        {record.status && (
          <Badge variant="light" color={COLORS[record.status]} c="var(--mantine-color-text)" size="sm">
            {t(`domains.recordStatus.${record.status}`)}
          </Badge>
        )}
      </Group>
      {record.name && <Value label={t('domains.name', { type: record.type ?? '' })} value={record.name} />}
      {record.value && <Value label={t('domains.value')} value={record.value} />}
      {record.found.length > 0 && (
        <Group gap="xs" align="flex-start" mb={6}>
          <Text size="sm" c="dimmed" w={{ base: '100%', sm: 90 }} style={{ flexShrink: 0 }}>
            {t('domains.found')}
          </Text>
          <Text size="sm" style={{ overflowWrap: 'anywhere', minWidth: 0, flex: '1 1 0' }}>
            {record.found.join(' · ')}
          </Text>
        </Group>
      )}
      {record.advice && <Text size="sm">{record.advice}</Text>}
    </Box>
  );
}

function Value({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" align="flex-start" mb={6}>
      <Text size="sm" c="dimmed" w={{ base: '100%', sm: 90 }} style={{ flexShrink: 0 }}>
        {label}
      </Text>
      <Code style={{ overflowWrap: 'anywhere', minWidth: 0, flex: '1 1 0', whiteSpace: 'pre-wrap' }}>
        {value}
      </Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" onClick={copy} style={{ flexShrink: 0 }}>
            {t(copied ? 'actions.copied' : 'actions.copy')}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
