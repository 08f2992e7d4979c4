import { Button, Checkbox, Group, Modal, SimpleGrid, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { fieldErrors } from '../../ui/field-errors';
import { ProblemNotice } from '../../ui/problem-notice';
import { EVENT_GROUPS, GROUP_NAMES, isKnownEvent, textKeyOf } from './event-groups';
import {
  eventNamesQuery,
  webhookHealthQuery,
  webhookSubscriptionsQuery,
  type WebhookSubscription,
} from './webhook-queries';

interface Props {
  subscription: WebhookSubscription | null;
  onClose: () => void;
}

/** Address and events of a webhook; `subscription` is null for a new one. */
export function SubscriptionDialog({ subscription, onClose }: Props) {
  const { t } = useTranslation(['webhooks', 'ui']);
  const names = useQuery(eventNamesQuery);
  const form = useForm({
    initialValues: {
      url: subscription?.url ?? '',
      known: (subscription?.events ?? []).filter(isKnownEvent) as string[],
      own: (subscription?.events ?? []).filter((name) => !isKnownEvent(name)),
    },
    validate: {
      known: (known, { own }) => (known.length + own.length === 0 ? t('dialog.needOne') : null),
    },
  });
  const save = useSave(subscription, {
    onSaved: onClose,
    onError: (error) => {
      const { events, ...errors } = fieldErrors(error);
      form.setErrors({ ...errors, ...(events && { own: events }) });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={<Text fw={650}>{t(subscription ? 'dialog.edit' : 'dialog.new')}</Text>}
    >
      <form
        onSubmit={form.onSubmit(({ url, known, own }) =>
          save.mutate({ url: url.trim(), events: [...known, ...own] }),
        )}
      >
        <Stack>
          <TextInput
            label={t('dialog.url')}
            description={subscription ? t('dialog.waiting') : t('dialog.urlHint')}
            placeholder="https://example.com/hooks/tidings"
            type="url"
            required
            maxLength={2000}
            data-autofocus
            {...form.getInputProps('url')}
          />
          <Checkbox.Group label={t('dialog.events')} {...form.getInputProps('known')}>
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" mt="xs">
              {GROUP_NAMES.map((group) => (
                <Stack key={group} gap={6} role="group" aria-label={t(`groups.${group}`)}>
                  <Text size="sm" fw={600} c="dimmed">
                    {t(`groups.${group}`)}
                  </Text>
                  {EVENT_GROUPS[group].map((name) => (
                    <Checkbox
                      key={name}
                      value={name}
                      label={t(`events.${textKeyOf(name)}`)}
                      description={name}
                    />
                  ))}
                </Stack>
              ))}
            </SimpleGrid>
          </Checkbox.Group>
          <TagsInput
            label={t('dialog.own')}
            description={t('dialog.ownHint')}
            data={(names.data?.items ?? []).map(({ name }) => name).filter((name) => !isKnownEvent(name))}
            splitChars={[',', ' ']}
            acceptValueOnBlur
            maxTags={50}
            {...form.getInputProps('own')}
          />
          <ProblemNotice error={save.error} title={t('dialog.notSaved')} shown={['/url', '/events']} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('ui:actions.back')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t(subscription ? 'dialog.save' : 'dialog.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function useSave(
  subscription: WebhookSubscription | null,
  { onSaved, onError }: { onSaved: () => void; onError: (error: unknown) => void },
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { url: string; events: string[] }) =>
      subscription
        ? unwrap(
            api.PATCH('/api/v1/webhook-subscriptions/{id}', {
              params: { path: { id: subscription.id } },
              body,
            }),
          )
        : unwrap(api.POST('/api/v1/webhook-subscriptions', { body })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: webhookSubscriptionsQuery.queryKey });
      await client.invalidateQueries({ queryKey: webhookHealthQuery.queryKey });
      onSaved();
    },
    onError,
  });
}
