import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { fieldErrors } from '../ui/field-errors';
import { ProblemNotice } from '../ui/problem-notice';
import type { Draft } from './builder/use-draft';
import type { Sequence } from './models';

interface Props {
  sequence: Sequence;
  draft: Draft;
  onClose: () => void;
}

export function RenameDialog({ sequence, draft, onClose }: Props) {
  const { t } = useTranslation(['sequences', 'ui']);
  const [name, setName] = useState(sequence.name);
  const [description, setDescription] = useState(sequence.description);
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PATCH('/api/v1/sequences/{id}', {
          params: { path: { id: sequence.id } },
          body: { name: name.trim(), description, version: draft.savedVersion },
        }),
      ),
    onSuccess: async (answer) => {
      draft.acknowledge(answer);
      onClose();
      await client.invalidateQueries({ queryKey: ['sequences', 'list'] });
    },
  });
  const errors = fieldErrors(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{t('actions.rename')}</Text>}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('new.name')}
            required
            maxLength={100}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errors.name}
          />
          <Textarea
            label={t('new.description')}
            autosize
            minRows={2}
            maxLength={1000}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
            error={errors.description}
          />
          <ProblemNotice error={save.error} shown={['/name', '/description']} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('ui:actions.back')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('ui:actions.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
