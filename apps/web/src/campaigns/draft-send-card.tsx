import { Alert, Badge, Button, Divider, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../api/models';
import { Card } from '../ui/card';
import { formatTime } from '../ui/format';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { AudienceSubtraction } from './audience-subtraction';
import { preflightQuery } from './campaign-queries';
import { audienceOf, findingsOf } from './preflight';
import { PreflightList } from './preflight-list';
import { SendDialog } from './send-dialog';

const COLORS = { block: 'red', warn: 'yellow', ok: 'tide' } as const;

/** The last look: who gets it, what the server found, then the two ways to send. */
export function DraftSendCard({ campaign, isDirty }: { campaign: Campaign; isDirty: boolean }) {
  const { t } = useTranslation('campaigns');
  const [mode, setMode] = useState<'now' | 'later' | null>(null);
  const preflight = useQuery(preflightQuery(campaign));
  const { data } = preflight;
  const findings = data ? findingsOf(data) : [];
  const audience = data ? audienceOf(data) : null;
  const isReady = data !== undefined && data.level !== 'block';
  const cannot = isDirty || !isReady || preflight.isPlaceholderData;
  return (
    <Card
      title={t('review.title')}
      hint={data && t('review.checked', { when: formatTime(data.checkedAt) })}
      actions={
        <Button
          variant="default"
          size="xs"
          loading={preflight.isFetching}
          onClick={() => void preflight.refetch()}
        >
          {t('review.again')}
        </Button>
      }
    >
      <Stack>
        <ProblemNotice error={preflight.error} onRetry={() => void preflight.refetch()} />
        {preflight.isPending && <Loading rows={5} height={24} />}
        {data && (
          <Stack aria-live="polite">
            <Group gap="xs">
              <Badge variant="light" color={COLORS[data.level]} c="var(--mantine-color-text)">
                {t(`verdicts.${data.level}`, {
                  count: findings.filter(({ level }) => level === data.level).length,
                })}
              </Badge>
            </Group>
            {audience && (
              <>
                <AudienceSubtraction {...audience} />
                <Divider />
              </>
            )}
            <PreflightList findings={findings} />
          </Stack>
        )}
        {isDirty && <Alert color="yellow">{t('review.saveFirst')}</Alert>}
        <Group grow>
          <Button variant="default" disabled={cannot} onClick={() => setMode('later')}>
            {t('review.schedule')}
          </Button>
          <Button disabled={cannot} onClick={() => setMode('now')}>
            {t('review.sendNow')}
          </Button>
        </Group>
        {data?.level === 'block' && (
          <Text size="sm" c="dimmed">
            {t('review.blocked')}
          </Text>
        )}
      </Stack>
      {mode && (
        <SendDialog
          campaign={campaign}
          mode={mode}
          recipients={audience?.audience ?? null}
          onClose={() => setMode(null)}
        />
      )}
    </Card>
  );
}
