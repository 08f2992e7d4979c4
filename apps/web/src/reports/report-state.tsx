import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';

interface Props<T> {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}

/** A report, or grey lines while it is counted, or why it cannot be. Figures of another period fade until the new ones are there. */
export function ReportState<T>({ query, children }: Props<T>) {
  const { data, error, isPlaceholderData, refetch } = query;
  if (data === undefined)
    return error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading rows={5} />;
  return (
    <>
      <ProblemNotice error={error} onRetry={() => void refetch()} />
      <div style={{ opacity: isPlaceholderData ? 0.6 : 1 }} aria-busy={isPlaceholderData}>
        {children(data)}
      </div>
    </>
  );
}
