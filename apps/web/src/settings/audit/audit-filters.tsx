import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { apiKeysQuery, usersQuery } from '../settings-queries';
import type { AuditSearch } from './audit-search';
import { useActionTexts } from './use-action-texts';

export function AuditFilters({ search }: { search: AuditSearch }) {
  const { t } = useTranslation('audit');
  const navigate = useNavigate();
  const users = useQuery(usersQuery);
  const keys = useQuery(apiKeysQuery);
  const { actions } = useActionTexts();
  const change = (key: keyof AuditSearch, value: string | null) => {
    const { [key]: _, ...others } = search;
    void navigate({
      to: '/settings/audit',
      search: value ? { ...others, [key]: value } : others,
      replace: true,
    });
  };
  const named = (items: { id: string; name: string }[] | undefined) =>
    (items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="sm">
      <Select
        label={t('person')}
        placeholder={t('everyone')}
        clearable
        clearButtonProps={{ 'aria-label': t('everyone') }}
        searchable
        data={[
          { group: t('people'), items: named(users.data?.items) },
          { group: t('keys'), items: named(keys.data?.items) },
        ]}
        value={search.actor ?? null}
        onChange={(value) => change('actor', value)}
      />
      <Select
        label={t('action')}
        placeholder={t('anything')}
        clearable
        clearButtonProps={{ 'aria-label': t('anything') }}
        searchable
        data={actions}
        value={search.action ?? null}
        onChange={(value) => change('action', value)}
      />
      <TextInput
        type="date"
        label={t('from')}
        value={search.from ?? ''}
        onChange={({ currentTarget }) => change('from', currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('to')}
        value={search.to ?? ''}
        onChange={({ currentTarget }) => change('to', currentTarget.value)}
      />
    </SimpleGrid>
  );
}
