import { Badge, Code, Group, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../../ui/format-time';
import type { WebhookCallDetails } from './webhook-queries';

type Attempt = WebhookCallDetails['attemptList'][number];

/** The newest first: when, how long, what was answered. Answers are shown as text, whatever they hold. */
export function AttemptList({ attempts }: { attempts: readonly Attempt[] }) {
  const { t } = useTranslation('webhooks');
  return (
    <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
      {attempts.toReversed().map((attempt) => (
        <Paper component="li" withBorder p="sm" key={attempt.number}>
          <Group gap="xs" justify="space-between">
            <Group gap="xs">
              <Text size="sm" fw={600}>
                {t('call.attempt', { number: attempt.number })}
              </Text>
              <Badge variant="light" color={isFine(attempt) ? 'tide' : 'red'} c="var(--mantine-color-text)">
                {attempt.status === null
                  ? t('call.noAnswer')
                  : t('call.answered', { status: attempt.status })}
              </Badge>
            </Group>
            <Text size="sm" c="dimmed" className="numbers">
              {formatTime(attempt.at)} · {t('call.duration', { ms: attempt.durationMs })}
            </Text>
          </Group>
          {attempt.problem && (
            <Text size="sm" mt={6} style={{ overflowWrap: 'anywhere' }}>
              {attempt.problem}
            </Text>
          )}
          {attempt.status !== null && <Answer text={attempt.answer} />}
        </Paper>
      ))}
    </Stack>
  );
}

function Answer({ text }: { text: string }) {
  const { t } = useTranslation('webhooks');
  if (text === '') {
    return (
      <Text size="sm" c="dimmed" mt={6}>
        {t('call.noText')}
      </Text>
    );
  }
  return (
    <Code
      block
      mt={6}
      mah={180}
      tabIndex={0}
      aria-label={t('call.answer')}
      style={{ overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
    >
      {text}
    </Code>
  );
}

function isFine({ status }: Attempt): boolean {
  return status !== null && status >= 200 && status < 300;
}
