import { SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import IconTemplate from '@tabler/icons-react/dist/esm/icons/IconTemplate.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../session/use-session';
import { EmptyState } from '../ui/empty-state';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { TemplateCard } from './template-card';
import { templatesQuery } from './template-queries';
import { ButtonLink } from '../ui/button-link';

export function TemplatesPage() {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 300);
  const mayWrite = useMay('templates:write');
  const list = useQuery(templatesQuery(search ? { search } : {}));
  const create = mayWrite && (
    <ButtonLink to="/templates/gallery" leftSection={<IconPlus size={18} aria-hidden />}>
      New template
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Templates"
        description="How messages look. A campaign freezes the template when it is sent."
        actions={create}
      />
      <Stack>
        <TextInput
          aria-label="Search templates"
          placeholder="Search by name"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          maw={360}
        />
        <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
        {list.isPending && <Loading rows={3} height={90} />}
        {list.data?.items.length === 0 && (
          <EmptyState
            icon={IconTemplate}
            title={search ? 'No template matches' : 'No templates yet'}
            action={search ? undefined : create}
          >
            {search ? 'Try another name.' : 'Start from one of the gallery and make it yours.'}
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
