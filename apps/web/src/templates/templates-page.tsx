import { Group, SegmentedControl, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import IconTemplate from '@tabler/icons-react/dist/esm/icons/IconTemplate.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-session';
import { ButtonLink } from '../ui/button-link';
import { EmptyState } from '../ui/empty-state';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { TemplateCard } from './template-card';
import { templatesQuery } from './template-queries';

/** The workspace's emails, as pictures. */
export function TemplatesPage() {
  const { t } = useTranslation('templates');
  const [typed, setTyped] = useState('');
  const [isArchive, setArchive] = useState(false);
  const [search] = useDebouncedValue(typed.trim(), 300);
  const mayWrite = useMay('templates:write');
  const filter = { ...(search ? { search } : {}), ...(isArchive ? { archived: true } : {}) };
  const list = useQuery(templatesQuery(filter));
  const create = mayWrite && (
    <ButtonLink to="/templates/gallery" leftSection={<IconPlus size={18} aria-hidden />}>
      {t('list.new')}
    </ButtonLink>
  );
  const isFiltered = search !== '' || isArchive;
  return (
    <>
      <PageHeader title={t('title')} description={t('list.text')} actions={create} />
      <Stack>
        <Group gap="sm">
          <TextInput
            aria-label={t('list.search')}
            placeholder={t('list.searchHint')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            style={{ flex: '1 1 220px' }}
            maw={360}
          />
          <SegmentedControl
            aria-label={t('list.which')}
            data={[
              { value: 'used', label: t('list.used') },
              { value: 'archived', label: t('list.archived') },
            ]}
            value={isArchive ? 'archived' : 'used'}
            onChange={(value) => setArchive(value === 'archived')}
          />
        </Group>
        <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
        {list.isPending && <Loading rows={3} height={90} />}
        {list.data?.items.length === 0 && (
          <EmptyState
            icon={IconTemplate}
            title={t(isFiltered ? 'list.noMatch' : 'list.none')}
            action={isFiltered ? undefined : create}
          >
            {t(isFiltered ? 'list.noMatchText' : 'list.noneText')}
          </EmptyState>
        )}
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="lg">
          {list.data?.items.map((template) => (
            <TemplateCard key={template.id} template={template} />
          ))}
        </SimpleGrid>
      </Stack>
    </>
  );
}
