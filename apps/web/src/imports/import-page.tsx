import { Alert, Button, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { ContactImport } from '../api/models';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { ButtonLink } from '../ui/button-link';
import { Card } from '../ui/card';
import { formatNumber } from '../ui/format';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { ImportColumns } from './import-columns';
import { ImportCounts } from './import-counts';
import { ImportSteps } from './import-steps';
import { importStatus } from './import-status';
import { importQuery, isRunning } from './import-queries';

/** One import: progress while it runs, then what it did or would do. */
export function ImportPage() {
  const { t } = useTranslation('imports');
  const { importId } = useParams({ strict: false }) as { importId: string };
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayWrite = useMay('contacts:write');
  const found = useQuery(importQuery(importId));
  const params = { params: { path: { id: importId } } };
  const run = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/contact-imports/{id}/run', params)),
    onSuccess: ({ id }) => navigate({ to: '/contacts/import/$importId', params: { importId: id } }),
  });
  const cancel = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/contact-imports/{id}/cancel', params)),
    onSuccess: (cancelled) => client.setQueryData(importQuery(importId).queryKey, cancelled),
  });
  const { data } = found;
  const isDone = data?.status === 'done';
  useEffect(() => {
    if (isDone)
      void client.invalidateQueries({
        predicate: ({ queryKey }) =>
          ['contacts', 'tags', 'contact-fields', 'segments'].includes(String(queryKey[0])),
      });
  }, [client, isDone]);
  if (!data)
    return found.error ? (
      <ProblemNotice error={found.error} title={t('one')} onRetry={() => void found.refetch()} />
    ) : (
      <Loading rows={5} />
    );
  const isReady = isDone && data.dryRun && data.counts.new + data.counts.updated + data.counts.unchanged > 0;
  const actions = mayWrite && (
    <>
      {isRunning(data) && (
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('page.stop')}
        </Button>
      )}
      {isReady && (
        <Button loading={run.isPending} onClick={() => run.mutate()}>
          {t('page.run')}
        </Button>
      )}
      {isDone && !data.dryRun && <ButtonLink to="/contacts">{t('page.toContacts')}</ButtonLink>}
    </>
  );
  return (
    <>
      <PageHeader
        title={data.fileName}
        back={{ to: '/contacts/import', label: t('title') }}
        description={t(`status.${importStatus(data)}`)}
        actions={actions}
      />
      <Stack gap="lg" maw={860}>
        <ImportSteps step={stepOf(data)} />
        {data.format === 'mailchimp' && data.columns.length > 0 && (
          <Alert color="blue">{t('page.mailchimp')}</Alert>
        )}
        {isDone && data.dryRun && !isReady && <Alert color="yellow">{t('page.nothing')}</Alert>}
        <ProblemNotice error={run.error ?? cancel.error} />
        {data.failure && (
          <Alert color="red" title={t('page.failed')}>
            {data.failure}
          </Alert>
        )}
        {isRunning(data) && (
          <Card>
            <Progress
              value={data.totalRows ? (data.processedRows / data.totalRows) * 100 : 100}
              animated={!data.totalRows}
              size="lg"
              aria-label={t('page.progress')}
            />
            <Text size="sm" c="dimmed" mt="xs" role="status" className="numbers">
              {data.totalRows
                ? t('page.of', {
                    done: formatNumber(data.processedRows),
                    total: formatNumber(data.totalRows),
                  })
                : t('page.soFar', { done: formatNumber(data.processedRows) })}
            </Text>
          </Card>
        )}
        <ImportCounts found={data} />
        <ImportColumns found={data} key={data.id} />
      </Stack>
    </>
  );
}

/** 1 while it is checked, 2 while it is imported, 3 when it is. */
function stepOf({ dryRun, status }: ContactImport): number {
  if (dryRun) return 1;
  return status === 'done' ? 3 : 2;
}
