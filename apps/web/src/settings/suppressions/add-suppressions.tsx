import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import type { Suppression } from '../../api/models';
import { unwrap } from '../../api/unwrap';
import { fieldErrors } from '../../ui/field-errors';
import { ProblemNotice } from '../../ui/problem-notice';
import { AddedList } from './added-list';
import { REASONS } from './suppression-search';

/** What the API takes in one call. */
const MAX_ADDRESSES = 10_000;

type Reason = Exclude<Suppression['reason'], 'erased'>;

interface Values {
  emails: string;
  reason: Reason;
  note: string;
}

/** Of pasted text: one address a line, or separated by commas, semicolons or spaces. */
function addressesIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((one) => one !== '');
}

export function AddSuppressions({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['settings', 'ui']);
  const client = useQueryClient();
  const form = useForm<Values>({
    initialValues: { emails: '', reason: 'manual', note: '' },
    validate: {
      emails: (text) => {
        const count = addressesIn(text).length;
        if (count === 0) return t('suppressions.noAddress');
        return count > MAX_ADDRESSES ? t('suppressions.tooMany', { count: MAX_ADDRESSES }) : null;
      },
    },
  });
  const add = useMutation({
    mutationFn: ({ emails, reason, note }: Values) =>
      unwrap(
        api.POST('/api/v1/suppressions/bulk', {
          body: { emails: addressesIn(emails), reason, ...(note.trim() ? { note: note.trim() } : {}) },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['suppressions'] }),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const count = addressesIn(form.values.emails).length;
  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={650}>{t('suppressions.add')}</Text>}>
      {add.data ? (
        <AddedList result={add.data} addresses={addressesIn(form.values.emails)} onClose={onClose} />
      ) : (
        <form onSubmit={form.onSubmit((values) => add.mutate(values))}>
          <Stack>
            <Textarea
              label={t('suppressions.addresses')}
              description={t('suppressions.addressesHint')}
              placeholder={'ana@example.com\nbo@example.com'}
              autosize
              minRows={5}
              maxRows={14}
              data-autofocus
              {...form.getInputProps('emails')}
            />
            {count > 1 && (
              <Text size="sm" c="dimmed" role="status">
                {t('suppressions.counted', { count })}
              </Text>
            )}
            <Select
              label={t('suppressions.reason')}
              data={REASONS.filter((reason) => reason !== 'erased').map((value) => ({
                value,
                label: t(`suppressions.reasons.${value}`),
              }))}
              allowDeselect={false}
              {...form.getInputProps('reason')}
            />
            <TextInput
              label={t('suppressions.note')}
              description={t('suppressions.noteHint')}
              maxLength={500}
              {...form.getInputProps('note')}
            />
            <ProblemNotice error={add.error} shown={['/emails', '/reason', '/note']} title={t('notSaved')} />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('ui:actions.back')}
              </Button>
              <Button type="submit" loading={add.isPending}>
                {t('suppressions.addAction')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
