import { Badge, Checkbox, Group, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { unwrap } from '../../api/unwrap';
import { useMay } from '../../session/use-session';
import { Loading } from '../../ui/loading';
import { PageHeader } from '../../ui/page-header';
import { ProblemNotice } from '../../ui/problem-notice';
import { libraryQuery } from '../segment-queries';
import { EntryCard } from './entry-card';

type Entry = components['schemas']['LibraryEntryView'];
type Installed = components['schemas']['InstalledEntryView'];

/** Ready-made segments by category; one click makes one a segment of the workspace. */
export function LibraryPage() {
  const { t } = useTranslation('segments');
  const client = useQueryClient();
  const mayInstall = [useMay('segments:write'), useMay('contacts:write')].every(Boolean);
  const [search, setSearch] = useState('');
  const [onlyReady, setOnlyReady] = useState(false);
  const { data, error, refetch } = useQuery(libraryQuery);
  const install = useMutation({
    mutationFn: (input: { key: string; createFields: boolean; parameters: Record<string, unknown> }) =>
      unwrap(
        api.POST('/api/v1/segment-library/install', {
          body: {
            keys: [input.key],
            createFields: input.createFields,
            parameters: { [input.key]: input.parameters },
          },
        }),
      ),
    onSuccess: async ({ results }) => {
      if (results[0]?.outcome === 'installed') notifications.show({ message: t('library.installed') });
      await client.invalidateQueries({ queryKey: ['segments'] });
    },
  });
  const words = search.trim().toLowerCase();
  const isShown = (entry: Entry) =>
    (!onlyReady || entry.isReady) &&
    (words === '' || `${entry.name} ${entry.useWhen} ${entry.idea.text}`.toLowerCase().includes(words));
  const problemOf = (key: string): Installed | undefined =>
    install.data?.results.find((result) => result.key === key && result.segmentId === null);
  return (
    <>
      <PageHeader
        title={t('library.title')}
        back={{ to: '/segments', label: t('title') }}
        description={t('library.description')}
      />
      <ProblemNotice error={error ?? install.error} onRetry={() => void refetch()} />
      {!data && !error && <Loading rows={5} />}
      {data && (
        <Stack gap="xl">
          <Group gap="lg">
            <TextInput
              aria-label={t('library.search')}
              placeholder={t('library.search')}
              leftSection={<IconSearch size={16} aria-hidden />}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
              w={{ base: '100%', xs: 320 }}
            />
            <Checkbox
              label={t('library.onlyReady')}
              checked={onlyReady}
              onChange={(event) => setOnlyReady(event.currentTarget.checked)}
            />
          </Group>
          {data.categories.map((category) => {
            const entries = data.items.filter((entry) => entry.category === category && isShown(entry));
            if (entries.length === 0) return null;
            return (
              <section key={category} aria-labelledby={`category-${category}`}>
                <Group gap="sm" mb="sm">
                  <Title order={2} id={`category-${category}`}>
                    {t(`library.categories.${category}`)}
                  </Title>
                  <Badge variant="default">{entries.length}</Badge>
                </Group>
                <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
                  {entries.map((entry) => (
                    <EntryCard
                      key={entry.key}
                      entry={entry}
                      mayInstall={mayInstall}
                      isBusy={install.isPending && install.variables.key === entry.key}
                      result={problemOf(entry.key)}
                      onInstall={(options) => install.mutate({ key: entry.key, ...options })}
                    />
                  ))}
                </SimpleGrid>
              </section>
            );
          })}
          {!data.items.some(isShown) && <Text c="dimmed">{t('library.noMatch')}</Text>}
        </Stack>
      )}
    </>
  );
}
