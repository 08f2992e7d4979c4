import { Button, Group, Stack } from '@mantine/core';
import IconWebhook from '@tabler/icons-react/dist/esm/icons/IconWebhook.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/use-session';
import { ButtonLink } from '../../ui/button-link';
import { EmptyState } from '../../ui/empty-state';
import { Loading } from '../../ui/loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { ReadOnlyNote } from '../read-only-note';
import { ReplayFailed } from './replay-failed';
import { SecretCard } from './secret-card';
import { SubscriptionCard } from './subscription-card';
import { SubscriptionDialog } from './subscription-dialog';
import { VerifyCard } from './verify-card';
import { webhookHealthQuery, webhookSubscriptionsQuery } from './webhook-queries';

/** Addresses that are called when something happens, how that goes, and how a receiver checks what comes. */
export function WebhooksPage() {
  const { t } = useTranslation('webhooks');
  const { scopes } = useSession();
  const mayWrite = scopes.includes('webhooks:write') && scopes.includes('contacts:read');
  const list = useQuery(webhookSubscriptionsQuery);
  const health = useQuery(webhookHealthQuery);
  const [isNew, setIsNew] = useState(false);
  const items = list.data?.items ?? [];
  const add = mayWrite && <Button onClick={() => setIsNew(true)}>{t('add')}</Button>;
  const troubled = (health.data?.items ?? []).filter(({ failed, retrying }) => failed + retrying > 0);
  return (
    <Stack maw={860}>
      {!mayWrite && <ReadOnlyNote>{t('readOnly')}</ReadOnlyNote>}
      <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <Loading rows={2} height={72} />}
      {list.data && items.length === 0 && (
        <EmptyState icon={IconWebhook} title={t('empty')} action={add}>
          {t('emptyText')}
        </EmptyState>
      )}
      {items.map((subscription) => (
        <SubscriptionCard
          key={subscription.id}
          subscription={subscription}
          health={health.data?.items.find(({ subscriptionId }) => subscriptionId === subscription.id)}
          mayWrite={mayWrite}
        />
      ))}
      <Group gap="sm">
        {items.length > 0 && add}
        <ButtonLink variant="default" to="/settings/webhooks/calls">
          {t('calls')}
        </ButtonLink>
        {mayWrite && troubled.length > 1 && <ReplayFailed subscription={null} />}
      </Group>
      <SecretCard />
      <VerifyCard />
      {isNew && <SubscriptionDialog subscription={null} onClose={() => setIsNew(false)} />}
    </Stack>
  );
}
