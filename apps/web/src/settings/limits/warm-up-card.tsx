import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import { Loading } from '../../ui/loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { sendingDomainsQuery } from '../domain-queries';
import { sendingUsageQuery } from './limit-queries';
import { DomainWarmUp } from './domain-warm-up';

/** Each sending domain with its plan, and where it stands today. */
export function WarmUpCard({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation('limits');
  const domains = useQuery(sendingDomainsQuery);
  const usage = useQuery(sendingUsageQuery);
  return (
    <Card title={t('warmUp.title')} hint={t('warmUp.hint')}>
      <ProblemNotice error={domains.error} onRetry={() => void domains.refetch()} />
      {domains.isPending && <Loading rows={1} />}
      {domains.data?.items.length === 0 && <Text size="sm">{t('warmUp.none')}</Text>}
      <Stack gap="lg">
        {domains.data?.items.map((domain) => (
          <DomainWarmUp
            key={domain.id}
            domain={domain}
            use={usage.data?.items.find(({ id }) => id === domain.id)?.windows[0]}
            mayChange={mayChange}
          />
        ))}
      </Stack>
    </Card>
  );
}
