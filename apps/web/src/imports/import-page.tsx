import { Alert, Button, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { api } from '../api/client';
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
import { importStatus } from './import-status';
import { importQuery, isRunning } from './import-queries';

const BACK = { to: '/contacts/import', label: 'Import contacts' } as const;

/** One import: progress while it runs, then what it did or would do. */
export function ImportPage() {
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
      <ProblemNotice error={found.error} title="Import" onRetry={() => void found.refetch()} />
    ) : (
      <Loading rows={5} />
    );
  const isReady = isDone && data.dryRun && data.counts.new + data.counts.updated + data.counts.unchanged > 0;
  const actions = mayWrite && (
    <>
      {isRunning(data) && (
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          Stop
        </Button>
      )}
      {isReady && (
        <Button loading={run.isPending} onClick={() => run.mutate()}>
          Import now
        </Button>
      )}
      {isDone && !data.dryRun && <ButtonLink to="/contacts">To the contacts</ButtonLink>}
    </>
  );
  return (
    <>
      <PageHeader title={data.fileName} back={BACK} description={importStatus(data)} actions={actions} />
      <Stack gap="lg" maw={860}>
        <ProblemNotice error={run.error ?? cancel.error} />
        {data.failure && (
          <Alert color="red" title="The import failed">
            {data.failure}
          </Alert>
        )}
        {isRunning(data) && (
          <Card>
            <Progress
              value={data.totalRows ? (data.processedRows / data.totalRows) * 100 : 100}
              animated={!data.totalRows}
              size="lg"
              aria-label="Progress"
            />
            <Text size="sm" c="dimmed" mt="xs" role="status" className="numbers">
              {formatNumber(data.processedRows)}{' '}
              {data.totalRows ? `of ${formatNumber(data.totalRows)} rows` : 'rows so far'}
            </Text>
          </Card>
        )}
        <ImportCounts found={data} />
        <ImportColumns columns={data.columns} />
      </Stack>
    </>
  );
}
