import { Button, Group, Modal, NumberInput, SimpleGrid, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { fieldErrors } from '../../ui/field-errors';
import { ProblemNotice } from '../../ui/problem-notice';
import { providerLimitsQuery, WINDOWS, type ProviderLimits, type WindowName } from './limit-queries';
import { limitsInWords } from './limits-in-words';

/** The workspace's own limits for one mailbox provider, or the way back to the defaults. */
export function ProviderDialog({ limits, onClose }: { limits: ProviderLimits; onClose: () => void }) {
  const { t } = useTranslation(['limits', 'servers', 'ui']);
  const client = useQueryClient();
  const { provider, name, own, defaults } = limits;
  const shown = own ?? defaults;
  const form = useForm<Record<WindowName, number | ''>>({
    initialValues: {
      perSecond: shown.perSecond ?? '',
      perMinute: shown.perMinute ?? '',
      perHour: shown.perHour ?? '',
      perDay: shown.perDay ?? '',
    },
  });
  const path = { path: { provider } };
  const done = async () => {
    await client.invalidateQueries({ queryKey: providerLimitsQuery.queryKey });
    onClose();
  };
  const save = useMutation({
    mutationFn: (values: typeof form.values) => {
      const body = Object.fromEntries(WINDOWS.map((window) => [window, values[window] || null]));
      return unwrap(api.PUT('/api/v1/provider-limits/{provider}', { params: path, body }));
    },
    onSuccess: done,
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const reset = useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/v1/provider-limits/{provider}', { params: path })),
    onSuccess: done,
  });
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{t('provider.title', { name })}</Text>}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <Text size="sm">
            {t('provider.text')} {t('provider.default', { limits: limitsInWords(defaults, t) })}.
          </Text>
          <SimpleGrid cols={2}>
            {WINDOWS.map((window) => (
              <NumberInput
                key={window}
                label={t(`servers:form.${window}`)}
                min={1}
                max={100_000_000}
                allowDecimal={false}
                thousandSeparator
                {...form.getInputProps(window)}
              />
            ))}
          </SimpleGrid>
          <ProblemNotice
            error={save.error ?? reset.error}
            title={t('provider.notSaved')}
            shown={WINDOWS.map((window) => `/${window}`)}
          />
          <Group justify="space-between">
            {own ? (
              <Button variant="default" loading={reset.isPending} onClick={() => reset.mutate()}>
                {t('provider.reset')}
              </Button>
            ) : (
              <span />
            )}
            <Button type="submit" loading={save.isPending}>
              {t('provider.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
