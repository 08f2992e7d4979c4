import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { TemplateEditor } from './template-editor';
import { templateQuery } from './template-queries';

export function TemplatePage() {
  const { templateId } = useParams({ strict: false }) as { templateId: string };
  const { data, error, refetch } = useQuery(templateQuery(templateId));
  if (data) return <TemplateEditor template={data} key={data.id} />;
  return error ? (
    <ProblemNotice error={error} title="Template" onRetry={() => void refetch()} />
  ) : (
    <Loading rows={6} />
  );
}
