import { Button, Group, Modal, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { ProblemNotice } from '../../ui/problem-notice';
import { sendingDomainsQuery, type SendingDomain } from '../domain-queries';
import { sendingUsageQuery } from './limit-queries';
import { PACES, paceOf, readVolumes, type Pace } from './warm-up-paces';

interface Props {
  domain: SendingDomain;
  today: string;
  onClose: () => void;
}

/** First day and volumes of a warm-up. */
export function PlanDialog({ domain, today, onClose }: Props) {
  const { t } = useTranslation(['limits', 'ui']);
  const client = useQueryClient();
  const before = domain.warmUp?.days.map(({ limit }) => limit) ?? null;
  const form = useForm({
    initialValues: {
      startsOn: domain.warmUp?.startsOn ?? today,
      pace: (before ? paceOf(before) : 'usual') as Pace | 'own',
      volumes: (before ?? PACES.usual).join(' '),
    },
    validate: {
      volumes: (text, { pace }) =>
        pace === 'own' && readVolumes(text) === null ? t('plan.volumesWrong') : null,
    },
  });
  const save = useMutation({
    mutationFn: ({ startsOn, pace, volumes }: typeof form.values) => {
      const days = pace === 'own' ? (readVolumes(volumes) ?? []) : [...PACES[pace]];
      return unwrap(
        api.PATCH('/api/v1/sending-domains/{id}', {
          params: { path: { id: domain.id } },
          body: { warmUp: { startsOn, volumes: days } },
        }),
      );
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sendingDomainsQuery.queryKey });
      await client.invalidateQueries({ queryKey: sendingUsageQuery.queryKey });
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={<Text fw={650}>{t('plan.title', { domain: domain.displayDomain })}</Text>}
    >
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <TextInput
            type="date"
            label={t('plan.startsOn')}
            description={t('plan.startsOnHint')}
            required
            {...form.getInputProps('startsOn')}
          />
          <Radio.Group label={t('plan.pace')} {...form.getInputProps('pace')}>
            <Stack gap="xs" mt="xs">
              <Radio value="usual" label={t('plan.usual')} />
              <Radio value="careful" label={t('plan.careful')} />
              <Radio value="own" label={t('plan.own')} />
            </Stack>
          </Radio.Group>
          {form.values.pace === 'own' && (
            <Textarea
              label={t('plan.volumes')}
              description={t('plan.volumesHint')}
              autosize
              minRows={3}
              maxRows={10}
              {...form.getInputProps('volumes')}
            />
          )}
          <ProblemNotice error={save.error} title={t('plan.notSaved')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('ui:actions.back')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('plan.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
