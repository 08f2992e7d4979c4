import { useQuery } from '@tanstack/react-query';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { workspaceQuery } from './settings-queries';
import { WorkspaceForm } from './workspace-form';

export function WorkspaceTab() {
  const { data, error, refetch } = useQuery(workspaceQuery);
  if (data) return <WorkspaceForm workspace={data} key={data.id} />;
  return error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading rows={5} />;
}
