import { Badge, Button, Group, List, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-session';
import { AnchorLink } from '../ui/anchor-link';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { InstallDialog } from './install-dialog';
import type { LibraryEntry } from './models';
import { libraryQuery } from './sequence-queries';

export function LibraryPage() {
  const { t } = useTranslation('sequences');
  const { data, error, refetch } = useQuery(libraryQuery);
  const [chosen, setChosen] = useState<LibraryEntry | null>(null);
  return (
    <>
      <PageHeader
        title={t('library.title')}
        description={t('library.description')}
        back={{ to: '/sequences', label: t('title') }}
      />
      <ProblemNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <Loading height={120} />}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        {data?.items.map((entry) => (
          <EntryCard key={entry.key} entry={entry} onInstall={() => setChosen(entry)} />
        ))}
      </SimpleGrid>
      {chosen && <InstallDialog key={chosen.key} entry={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function EntryCard({ entry, onInstall }: { entry: LibraryEntry; onInstall: () => void }) {
  const { t } = useTranslation('sequences');
  const mayWrite = useMay('campaigns:write');
  const missing = entry.needs.filter(({ isMet }) => !isMet);
  return (
    <Paper withBorder p="lg" component="section" aria-label={entry.name}>
      <Stack gap="sm" h="100%">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <Title order={2}>{entry.name}</Title>
          <Badge variant="default" style={{ flexShrink: 0 }}>
            {t('library.emails', { count: entry.emails.length })}
          </Badge>
        </Group>
        <Text>{entry.useWhen}</Text>
        <Text size="sm" c="dimmed">
          {entry.story}
        </Text>
        {missing.length > 0 && (
          <div>
            <Text size="sm" fw={600}>
              {t('library.missing')}
            </Text>
            <List size="sm" c="dimmed">
              {missing.map(({ name, message }) => (
                <List.Item key={name}>{message}</List.Item>
              ))}
            </List>
          </div>
        )}
        <Group mt="auto" gap="md">
          {mayWrite && (
            <Button onClick={onInstall} variant={entry.sequenceId ? 'default' : 'filled'}>
              {entry.sequenceId ? t('library.again') : t('library.use')}
            </Button>
          )}
          {entry.sequenceId && (
            <AnchorLink to="/sequences/$sequenceId" params={{ sequenceId: entry.sequenceId }} size="sm">
              {t('library.openCopy')}
            </AnchorLink>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}
