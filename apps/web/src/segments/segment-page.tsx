import { Alert, List } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { SegmentActions } from './segment-actions';
import { SegmentEditor } from './segment-editor';
import { segmentQuery } from './segment-queries';

const BACK = { to: '/segments', label: 'Segments' } as const;

export function SegmentPage() {
  const { segmentId } = useParams({ strict: false }) as { segmentId: string };
  const { data, error, refetch } = useQuery(segmentQuery(segmentId));
  if (!data)
    return error ? (
      <ProblemNotice error={error} title="Segment" onRetry={() => void refetch()} />
    ) : (
      <Loading rows={5} />
    );
  return (
    <>
      <PageHeader
        title={data.name}
        back={BACK}
        description={data.description}
        actions={<SegmentActions segment={data} />}
      />
      {data.isBroken && (
        <Alert color="red" title="Something this segment refers to is gone" mb="lg">
          Nothing is sent to it until it is put right.
          <List size="sm">
            {data.brokenReasons.map((reason) => (
              <List.Item key={reason.pointer + reason.code}>
                {reason.message} {reason.remedy}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <SegmentEditor segment={data} key={data.id} />
    </>
  );
}
