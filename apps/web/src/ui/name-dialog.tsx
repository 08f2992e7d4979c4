import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from './problem-notice';

interface Props {
  opened: boolean;
  title: string;
  label: string;
  hint: string;
  submitLabel: string;
  /** As the API bounds the name. */
  maxLength: number;
  /** Makes it and goes there. What it throws is shown, and what was typed stays. */
  create: (name: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for the name of something new; all else is edited on its own page. */
export function NameDialog({ create, ...props }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const run = useMutation({ mutationFn: create });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) run.mutate(name.trim());
  };
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={<Text fw={650}>{props.title}</Text>}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={props.label}
            description={props.hint}
            required
            maxLength={props.maxLength}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <ProblemNotice error={run.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('actions.back')}
            </Button>
            <Button type="submit" loading={run.isPending}>
              {props.submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
