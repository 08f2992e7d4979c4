import { Button, Drawer, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Contact } from '../api/models';
import { unwrap } from '../api/unwrap';
import { fieldErrors } from '../ui/field-errors';
import { ProblemNotice } from '../ui/problem-notice';
import { AttributeInput } from './attribute-input';
import { contactFieldsQuery, contactQuery } from './contact-queries';

const PROFILE = [
  'email',
  'firstName',
  'lastName',
  'phone',
  'city',
  'postalCode',
  'region',
  'country',
  'locale',
  'timeZone',
  'birthDate',
] as const;

/** Changes what is known about a person; what is emptied is cleared. */
export function EditContact({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useTranslation(['contacts', 'ui']);
  const client = useQueryClient();
  const fields = useQuery(contactFieldsQuery);
  const form = useForm({
    initialValues: {
      ...(Object.fromEntries(PROFILE.map((name) => [name, contact[name] ?? ''])) as Record<
        (typeof PROFILE)[number],
        string
      >),
      company: contact.company?.name ?? '',
      attributes: contact.attributes as Record<string, unknown>,
    },
  });
  const save = useMutation({
    mutationFn: ({ email, attributes, ...values }: typeof form.values) => {
      const cleared = Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, value.trim() === '' ? null : value.trim()]),
      );
      return unwrap(
        api.PATCH('/api/v1/contacts/{id}', {
          params: { path: { id: contact.id } },
          body: { email: email.trim(), ...cleared, attributes },
        }),
      );
    },
    onSuccess: async (saved) => {
      client.setQueryData(contactQuery(contact.id).queryKey, saved);
      onClose();
      await client.invalidateQueries({ queryKey: ['contacts'] });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={<Text fw={650}>{t('edit.title')}</Text>}
      closeButtonProps={{ 'aria-label': t('ui:actions.close') }}
    >
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            {PROFILE.map((name) => (
              <TextInput
                key={name}
                label={t(`profile.${name}`)}
                type={name === 'birthDate' ? 'date' : 'text'}
                required={name === 'email'}
                {...form.getInputProps(name)}
              />
            ))}
            <TextInput label={t('profile.company')} {...form.getInputProps('company')} />
            {fields.data?.items.map((field) => (
              <AttributeInput
                key={field.id}
                field={field}
                value={form.values.attributes[field.key]}
                onChange={(value) =>
                  form.setFieldValue('attributes', { ...form.values.attributes, [field.key]: value })
                }
              />
            ))}
          </SimpleGrid>
          <ProblemNotice
            error={save.error}
            title={t('edit.notSaved')}
            shown={[...PROFILE, 'company'].map((name) => `/${name}`)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('ui:actions.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              {t('ui:actions.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}
