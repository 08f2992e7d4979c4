import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { SequenceEditor } from './sequence-editor';
import { sequenceQuery } from './sequence-queries';

export function SequencePage() {
  const { t } = useTranslation('sequences');
  const { sequenceId } = useParams({ strict: false }) as { sequenceId: string };
  const { data, error, refetch } = useQuery(sequenceQuery(sequenceId));
  if (data) return <SequenceEditor key={data.id} sequence={data} />;
  return error ? (
    <ProblemNotice error={error} title={t('one')} onRetry={() => void refetch()} />
  ) : (
    <Loading rows={6} />
  );
}
