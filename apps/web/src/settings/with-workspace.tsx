import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Workspace } from '../api/models';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { workspaceQuery } from './settings-queries';

/** Shows the form of some settings once they are there. */
export function WithWorkspace({ children }: { children: (workspace: Workspace) => ReactNode }) {
  const { data, error, refetch } = useQuery(workspaceQuery);
  if (data) return children(data);
  return error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading rows={5} />;
}
