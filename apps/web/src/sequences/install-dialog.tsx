import { Button, Group, List, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { assetsQuery } from '../assets/asset-queries';
import { formsQuery } from '../forms/form-queries';
import { segmentsQuery } from '../segments/segment-queries';
import { topicsQuery } from '../settings/settings-queries';
import { ProblemNotice } from '../ui/problem-notice';
import type { LibraryEntry } from './models';

type Start = LibraryEntry['startsOn'];

/** What may start it, by name. */
function useStarts(startsOn: Start): { value: string; label: string }[] {
  const assets = useQuery({ ...assetsQuery({ status: 'active' }), enabled: startsOn === 'asset' });
  const forms = useQuery({ ...formsQuery({}), enabled: startsOn === 'form' });
  const segments = useQuery({ ...segmentsQuery({}), enabled: startsOn === 'segment' });
  const lists: Record<Start, { id: string; name: string }[] | undefined> = {
    asset: assets.data?.items,
    form: forms.data?.items.filter(({ status }) => status !== 'archived'),
    segment: segments.data?.items.filter(({ kind }) => kind === 'tracked'),
    triggers: [],
  };
  return (lists[startsOn] ?? []).map(({ id, name }) => ({ value: id, label: name }));
}

export function InstallDialog({ entry, onClose }: { entry: LibraryEntry; onClose: () => void }) {
  const { t } = useTranslation(['sequences', 'ui']);
  const client = useQueryClient();
  const navigate = useNavigate();
  const topics = useQuery(topicsQuery).data?.items.filter(({ isArchived }) => !isArchived) ?? [];
  const starts = useStarts(entry.startsOn);
  const [name, setName] = useState('');
  const [topic, setTopic] = useState<string | null>(null);
  const [start, setStart] = useState<string | null>(null);
  const topicId = topic ?? (topics.length === 1 ? topics[0]?.id : undefined);
  const install = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/sequence-library/{key}/install', {
          params: { path: { key: entry.key } },
          body: {
            ...(name.trim() ? { name: name.trim() } : {}),
            ...(topicId ? { topicId } : {}),
            ...(start && entry.startsOn !== 'triggers' ? { [`${entry.startsOn}Id`]: start } : {}),
          },
        }),
      ),
    onSuccess: async ({ sequence }) => {
      await client.invalidateQueries({ queryKey: ['sequences'] });
      await client.invalidateQueries({ queryKey: ['templates', 'list'] });
      await navigate({ to: '/sequences/$sequenceId', params: { sequenceId: sequence.id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    install.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{t('install.title', { name: entry.name })}</Text>}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t('install.what', { count: entry.emails.length })}</Text>
          <TextInput
            label={t('install.name')}
            placeholder={entry.name}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t('install.topic')}
            description={t('install.topicHint')}
            data={topics.map(({ id, name: label }) => ({ value: id, label }))}
            value={topicId ?? null}
            onChange={setTopic}
          />
          {entry.startsOn !== 'triggers' && (
            <Select
              label={t(`install.start.${entry.startsOn}`)}
              placeholder={t(`install.any.${entry.startsOn}`)}
              clearable
              clearButtonProps={{ 'aria-label': t('ui:actions.clear') }}
              data={starts}
              value={start}
              onChange={setStart}
            />
          )}
          {entry.notes.length > 0 && (
            <List size="sm" c="dimmed" spacing={4}>
              {entry.notes.map((note) => (
                <List.Item key={note}>{note}</List.Item>
              ))}
            </List>
          )}
          <ProblemNotice error={install.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('ui:actions.back')}
            </Button>
            <Button type="submit" loading={install.isPending}>
              {t('install.install')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
