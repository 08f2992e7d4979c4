import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { Card } from '../ui/card';
import { formatNumber } from '../ui/format-number';
import { formatAgo } from '../ui/format-time';
import { ProblemNotice } from '../ui/problem-notice';
import { DnsRecordRow } from './dns-record-row';
import { sendingDomainsQuery, type SendingDomain } from './domain-queries';

const COLORS = { verified: 'tide', unverified: 'yellow', unverifiable: 'gray', lost: 'red' } as const;

/** One domain: where it stands, and each record with what was found in DNS. */
export function DomainCard({ domain, mayChange }: { domain: SendingDomain; mayChange: boolean }) {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const check = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/v1/sending-domains/{id}/check', { params: { path: { id: domain.id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: sendingDomainsQuery.queryKey }),
  });
  return (
    <Card
      title={domain.displayDomain}
      hint={domain.statusText}
      actions={
        <>
          <Badge variant="light" color={COLORS[domain.status]} c="var(--mantine-color-text)">
            {t(`domains.status.${domain.status}`)}
          </Badge>
          {mayChange && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconRefresh size={14} aria-hidden />}
              loading={check.isPending}
              onClick={() => check.mutate()}
              aria-label={t('domains.checkLabel', { domain: domain.displayDomain })}
            >
              {t('domains.check')}
            </Button>
          )}
        </>
      }
    >
      <Stack>
        <ProblemNotice error={check.error} />
        {domain.records.map((record) => (
          <DnsRecordRow key={`${record.check} ${record.selector ?? ''}`} record={record} />
        ))}
        <Group gap="lg">
          <Text size="sm" c="dimmed">
            {domain.checkedAt
              ? t('domains.checked', { when: formatAgo(domain.checkedAt) })
              : t('domains.neverChecked')}
          </Text>
          {domain.limitToday !== null && (
            <Text size="sm" c="dimmed">
              {t('domains.limitToday', { limit: formatNumber(domain.limitToday) })}
            </Text>
          )}
        </Group>
      </Stack>
    </Card>
  );
}
