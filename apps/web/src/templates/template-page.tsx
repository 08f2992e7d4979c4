import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { TemplateEditor } from './template-editor';
import { templateQuery } from './template-queries';

export function TemplatePage() {
  const { t } = useTranslation('templates');
  const { templateId } = useParams({ strict: false }) as { templateId: string };
  const client = useQueryClient();
  const [reads, setReads] = useState(0);
  // What stands in the editor is the author's: nothing fetches it anew unasked.
  const query = { ...templateQuery(templateId), staleTime: Infinity, refetchOnWindowFocus: false } as const;
  const { data, error, refetch, isFetchedAfterMount } = useQuery({ ...query, refetchOnMount: 'always' });
  const reload = async () => {
    await client.fetchQuery({ ...templateQuery(templateId), staleTime: 0 });
    setReads((count) => count + 1);
  };
  // An older copy in memory would be saved over by nobody, but it would be in the way of saving.
  if (data && isFetchedAfterMount)
    return <TemplateEditor template={data} key={`${data.id} ${reads}`} onReload={() => void reload()} />;
  return error ? (
    <ProblemNotice error={error} title={t('one')} onRetry={() => void refetch()} />
  ) : (
    <Loading rows={6} />
  );
}
