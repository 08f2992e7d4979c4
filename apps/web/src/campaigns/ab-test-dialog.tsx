import { Button, Checkbox, Group, Modal, NumberInput, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Campaign } from '../api/models';
import { unwrap } from '../api/unwrap';
import { ProblemNotice } from '../ui/problem-notice';
import { AbVariantFields } from './ab-variant-fields';
import {
  EMPTY_VARIANT,
  MAX_VARIANTS,
  METRICS,
  toBody,
  toInput,
  WHEN_UNCLEAR,
  type AbTest,
  type AbTestInput,
} from './ab-test-form';

interface Props {
  campaign: Campaign;
  test: AbTest | null;
  onClose: () => void;
}

/** The variants and how the best of them is found. Saved with its own button; the API judges. */
export function AbTestDialog({ campaign, test, onClose }: Props) {
  const { t } = useTranslation(['campaigns', 'ui']);
  const client = useQueryClient();
  const form = useForm<AbTestInput>({ initialValues: toInput(test) });
  const save = useMutation({
    mutationFn: (input: AbTestInput) =>
      unwrap(
        api.PUT('/api/v1/campaigns/{id}/ab-test', {
          params: { path: { id: campaign.id } },
          body: toBody(input),
        }),
      ),
    onSuccess: async () => {
      onClose();
      await Promise.all(
        ['ab-test', 'ab-test-plan', 'preflight'].map((part) =>
          client.invalidateQueries({ queryKey: ['campaigns', campaign.id, part] }),
        ),
      );
    },
  });
  const { variants } = form.values;
  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={650}>{t('ab.title')}</Text>}>
      <form onSubmit={form.onSubmit((input) => save.mutate(input))}>
        <Stack>
          {variants.map((_, index) => (
            <AbVariantFields key={index} form={form} index={index} campaign={campaign} />
          ))}
          {variants.length < MAX_VARIANTS && (
            <Button
              variant="default"
              style={{ alignSelf: 'flex-start' }}
              onClick={() => form.insertListItem('variants', EMPTY_VARIANT)}
            >
              {t('ab.addVariant')}
            </Button>
          )}
          <RuleFields form={form} />
          <ProblemNotice error={save.error} title={t('editor.notSaved')} withPointers />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('ui:actions.back')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('ab.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Who takes part, how long, and what decides. */
function RuleFields({ form }: { form: UseFormReturnType<AbTestInput> }) {
  const { t } = useTranslation('campaigns');
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NumberInput
          label={t('ab.testPercent')}
          description={t('ab.testPercentHint')}
          min={1}
          max={100}
          suffix=" %"
          {...form.getInputProps('testPercent')}
        />
        <NumberInput
          label={t('ab.hours')}
          description={t('ab.hoursHint')}
          min={0.25}
          max={336}
          {...form.getInputProps('hours')}
        />
        <Select
          label={t('ab.metric')}
          allowDeselect={false}
          data={METRICS.map((value) => ({ value, label: t(`ab.metrics.${value}`) }))}
          {...form.getInputProps('metric')}
        />
        <NumberInput
          label={t('ab.minimumSample')}
          min={1}
          max={1_000_000}
          {...form.getInputProps('minimumSample')}
        />
      </SimpleGrid>
      <Checkbox
        label={t('ab.automatic')}
        description={t('ab.automaticHint')}
        {...form.getInputProps('isAutomatic', { type: 'checkbox' })}
      />
      {form.values.isAutomatic && (
        <Select
          label={t('ab.whenUnclear')}
          allowDeselect={false}
          data={WHEN_UNCLEAR.map((value) => ({ value, label: t(`ab.unclear.${value}`) }))}
          {...form.getInputProps('whenUnclear')}
        />
      )}
      <Checkbox
        label={t('ab.guard')}
        description={t('ab.guardHint')}
        {...form.getInputProps('guardsUnsubscribes', { type: 'checkbox' })}
      />
    </>
  );
}
