import { ActionIcon, Button, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { Card } from '../ui/card';
import { formatTime } from '../ui/format';
import { ProblemNotice } from '../ui/problem-notice';
import { notesQuery } from './contact-queries';

const KINDS = ['note', 'call', 'meeting', 'email'] as const;

/** What the team wrote down about a person. */
export function NotesCard({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts');
  const client = useQueryClient();
  const mayWrite = useMay('contacts:write');
  const notes = useQuery(notesQuery(contactId));
  const remove = useMutation({
    mutationFn: (noteId: string) =>
      unwrap(
        api.DELETE('/api/v1/contacts/{id}/notes/{noteId}', { params: { path: { id: contactId, noteId } } }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['contacts', contactId] }),
  });
  return (
    <Card title={t('notes.title')}>
      <Stack gap="md">
        {mayWrite && <NoteForm contactId={contactId} />}
        <ProblemNotice error={notes.error ?? remove.error} />
        {!mayWrite && notes.data?.items.length === 0 && <Text c="dimmed">{t('notes.none')}</Text>}
        {notes.data?.items.map((note) => (
          <Group key={note.id} justify="space-between" wrap="nowrap" align="flex-start">
            <div>
              <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {note.body}
              </Text>
              <Text size="xs" c="dimmed">
                {t(`notes.kinds.${note.kind as (typeof KINDS)[number]}`)} · {note.authorName} ·{' '}
                {formatTime(note.createdAt)}
              </Text>
            </div>
            {mayWrite && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('notes.delete', { time: formatTime(note.createdAt) })}
                loading={remove.isPending && remove.variables === note.id}
                onClick={() => remove.mutate(note.id)}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        ))}
      </Stack>
    </Card>
  );
}

function NoteForm({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts');
  const client = useQueryClient();
  const [body, setBody] = useState('');
  const [kind, setKind] = useState<(typeof KINDS)[number]>('note');
  const add = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/contacts/{id}/notes', {
          params: { path: { id: contactId } },
          body: { body: body.trim(), kind },
        }),
      ),
    onSuccess: async () => {
      setBody('');
      await client.invalidateQueries({ queryKey: ['contacts', contactId] });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (body.trim() !== '') add.mutate();
      }}
    >
      <Stack gap="xs">
        <Textarea
          aria-label={t('notes.body')}
          placeholder={t('notes.placeholder')}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={10_000}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        <ProblemNotice error={add.error} />
        <Group gap="xs">
          <NativeSelect
            aria-label={t('notes.kind')}
            size="xs"
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as (typeof KINDS)[number])}
            data={KINDS.map((name) => ({ value: name, label: t(`notes.kinds.${name}`) }))}
          />
          <Button type="submit" size="xs" loading={add.isPending} disabled={body.trim() === ''}>
            {t('notes.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
