import { Button, Group, Modal, NativeSelect, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { unwrap } from '../../api/unwrap';
import { fieldErrors } from '../../ui/field-errors';
import { ProblemNotice } from '../../ui/problem-notice';

type ContactField = components['schemas']['ContactFieldView'];

export const FIELD_TYPES = [
  'text',
  'number',
  'boolean',
  'date',
  'date-time',
  'choice',
  'multi-choice',
] as const;

/** `Favourite roast` as `favouriteRoast`. */
function keyFrom(label: string): string {
  const words = label
    .normalize('NFD')
    .replace(/[^A-Za-z0-9 ]/g, '')
    .split(' ')
    .filter(Boolean);
  return words
    .map((word, index) => (index === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')
    .replace(/^[^a-z]+/, '')
    .slice(0, 63);
}

/** A new custom field, or label and choices of one that exists: key and type stay. */
export function FieldDialog({ field, onClose }: { field: ContactField | null; onClose: () => void }) {
  const { t } = useTranslation(['contacts', 'ui']);
  const client = useQueryClient();
  const form = useForm({
    initialValues: {
      label: field?.label ?? '',
      key: field?.key ?? '',
      type: (field?.type ?? 'text') as ContactField['type'],
      choices: field?.choices ?? [],
    },
  });
  const { type, key, label } = form.values;
  const hasChoices = type === 'choice' || type === 'multi-choice';
  const save = useMutation({
    mutationFn: (values: typeof form.values) => {
      const choices = hasChoices ? { choices: values.choices } : {};
      if (field)
        return unwrap(
          api.PATCH('/api/v1/contact-fields/{id}', {
            params: { path: { id: field.id } },
            body: { label: values.label.trim(), ...choices },
          }),
        );
      return unwrap(
        api.POST('/api/v1/contact-fields', {
          body: { key: key || keyFrom(label), label: values.label.trim(), type, ...choices },
        }),
      );
    },
    onSuccess: async () => {
      onClose();
      await Promise.all([
        client.invalidateQueries({ queryKey: ['contact-fields'] }),
        client.invalidateQueries({ queryKey: ['segments', 'fields'] }),
      ]);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={<Text fw={650}>{field ? t('fields.editLabel', { name: field.label }) : t('fields.new')}</Text>}
    >
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <TextInput
            label={t('fields.label')}
            required
            maxLength={100}
            data-autofocus
            {...form.getInputProps('label')}
          />
          <TextInput
            label={t('fields.key')}
            description={t('fields.keyHint')}
            placeholder={keyFrom(label)}
            disabled={field !== null}
            {...form.getInputProps('key')}
          />
          <NativeSelect
            label={t('fields.type')}
            disabled={field !== null}
            data={FIELD_TYPES.map((name) => ({ value: name, label: t(`fields.types.${name}`) }))}
            {...form.getInputProps('type')}
          />
          {hasChoices && (
            <TagsInput
              label={t('fields.choices')}
              description={t('fields.choicesHint')}
              acceptValueOnBlur
              {...form.getInputProps('choices')}
            />
          )}
          <ProblemNotice error={save.error} shown={['/label', '/key', '/choices']} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('ui:actions.cancel')}
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
