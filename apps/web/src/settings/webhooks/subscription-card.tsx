import { Alert, Badge, Button, Group, Paper, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/button-link';
import { formatAgo } from '../../ui/format-time';
import { Tag } from '../../ui/tag';
import { isKnownEvent, textKeyOf } from './event-groups';
import { PauseSubscription, RemoveSubscription } from './subscription-actions';
import { ReplayFailed } from './replay-failed';
import { SubscriptionDialog } from './subscription-dialog';
import { TestCall } from './test-call';
import type { WebhookHealth, WebhookSubscription } from './webhook-queries';

interface Props {
  subscription: WebhookSubscription;
  health: WebhookHealth | undefined;
  mayWrite: boolean;
}

/** One address: what calls it, how that goes, and what can be done. */
export function SubscriptionCard({ subscription, health, mayWrite }: Props) {
  const { t } = useTranslation('webhooks');
  const { id, url, events, stoppedBecause, isActive } = subscription;
  const [isEdited, setEdited] = useState(false);
  const isTroubled = health !== undefined && health.failed + health.retrying > 0;
  return (
    <Paper withBorder p={{ base: 'md', sm: 'lg' }} component="section" aria-label={url}>
      <Group gap="sm" mb={6} align="flex-start">
        <Title order={2} fz="md" style={{ overflowWrap: 'anywhere', minWidth: 0 }}>
          {url}
        </Title>
        <SubscriptionState subscription={subscription} isTroubled={isTroubled} />
      </Group>
      <Group gap={6} mb={6}>
        {events.map((name) => (
          <Tag key={name}>{isKnownEvent(name) ? t(`events.${textKeyOf(name)}`) : name}</Tag>
        ))}
      </Group>
      <Health health={health} />
      {stoppedBecause && (
        <Alert color="yellow" mt="sm">
          <Text size="sm">{stoppedBecause}</Text>
        </Alert>
      )}
      <Group gap="xs" mt="md">
        <ButtonLink
          size="xs"
          variant="default"
          to="/settings/webhooks/calls"
          search={{ subscriptionId: id }}
          aria-label={t('callsOfLabel', { url })}
        >
          {t('callsOf')}
        </ButtonLink>
        {mayWrite && (
          <>
            <TestCall subscription={subscription} />
            {isActive && isTroubled && <ReplayFailed subscription={subscription} />}
            <Button
              size="xs"
              variant="default"
              onClick={() => setEdited(true)}
              aria-label={t('editLabel', { url })}
            >
              {t('edit')}
            </Button>
            <PauseSubscription subscription={subscription} />
            <RemoveSubscription subscription={subscription} />
          </>
        )}
      </Group>
      {isEdited && <SubscriptionDialog subscription={subscription} onClose={() => setEdited(false)} />}
    </Paper>
  );
}

function SubscriptionState({
  subscription: { isActive, stoppedBecause },
  isTroubled,
}: Pick<Props, 'subscription'> & { isTroubled: boolean }) {
  const { t } = useTranslation('webhooks');
  const state = isActive ? (isTroubled ? 'failing' : 'active') : stoppedBecause ? 'stopped' : 'paused';
  const color = { active: 'tide', failing: 'red', stopped: 'yellow', paused: 'gray' }[state];
  return (
    <Badge variant="light" color={color} c="var(--mantine-color-text)">
      {t(`state.${state}`)}
    </Badge>
  );
}

function Health({ health }: { health: WebhookHealth | undefined }) {
  const { t } = useTranslation('webhooks');
  if (!health) return null;
  const { lastCall, retrying, failed } = health;
  const what =
    lastCall &&
    `${t(`status.${lastCall.status}`)}${lastCall.answerStatus ? ` (${lastCall.answerStatus})` : ''}`;
  const parts = [
    lastCall ? t('health.last', { when: formatAgo(lastCall.createdAt), what }) : t('health.never'),
    ...(retrying > 0 ? [t('health.retrying', { count: retrying })] : []),
    ...(failed > 0 ? [t('health.failed', { count: failed })] : []),
  ];
  return (
    <Text size="sm" c="dimmed">
      {parts.join(' · ')}
    </Text>
  );
}
