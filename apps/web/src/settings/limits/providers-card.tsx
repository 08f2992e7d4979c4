import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import { Loading } from '../../ui/loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { providerLimitsQuery, type ProviderLimits } from './limit-queries';
import { ProviderDialog } from './provider-dialog';
import { ProviderList } from './provider-list';

/** The largest ones; the rest on demand. */
const FIRST = 8;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
const NONE = { perSecond: null, perMinute: null, perHour: null, perDay: null };

function newDomain(domain: string): ProviderLimits {
  return { provider: domain, name: domain, domains: [domain], defaults: NONE, own: null, holds: [] };
}

/** How fast mail goes to each mailbox provider, and what the workspace wants instead. */
export function ProvidersCard({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation('limits');
  const limits = useQuery(providerLimitsQuery);
  const [search, setSearch] = useState('');
  const [showsAll, setShowsAll] = useState(false);
  const [edited, setEdited] = useState<ProviderLimits | null>(null);
  const wanted = search.trim().toLowerCase();
  const found = (limits.data?.items ?? []).filter(
    ({ name, provider, domains }) =>
      wanted === '' || [name, provider, ...domains].some((one) => one.toLowerCase().includes(wanted)),
  );
  const important = found.filter(({ own, holds }, index) => index < FIRST || own || holds.length > 0);
  const shown = showsAll || wanted !== '' ? found : important;
  return (
    <Card title={t('providers.title')} hint={t('providers.hint')}>
      <Stack>
        <TextInput
          aria-label={t('providers.find')}
          placeholder={t('providers.find')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          maw={360}
        />
        <ProblemNotice error={limits.error} onRetry={() => void limits.refetch()} />
        {limits.isPending && <Loading rows={4} height={32} />}
        {shown.length > 0 && <ProviderList items={shown} onEdit={mayChange ? setEdited : null} />}
        {limits.data && found.length === 0 && <Text size="sm">{t('providers.nothing')}</Text>}
        <Group gap="sm">
          {found.length > shown.length && (
            <Button size="xs" variant="default" onClick={() => setShowsAll(true)}>
              {t('providers.showAll', { count: found.length - shown.length })}
            </Button>
          )}
          {mayChange && found.length === 0 && DOMAIN.test(wanted) && (
            <Button size="xs" onClick={() => setEdited(newDomain(wanted))}>
              {t('providers.limitDomain', { domain: wanted })}
            </Button>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {t('providers.shared')}
        </Text>
      </Stack>
      {edited && <ProviderDialog limits={edited} onClose={() => setEdited(null)} />}
    </Card>
  );
}
